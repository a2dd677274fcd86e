package dev.gatehouse.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.bundle.PolicySettings;
import dev.gatehouse.bundle.PolicySource;
import dev.gatehouse.cli.TypedPolicy.Said;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.Settings;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.support.ShippedBundle;
import dev.gatehouse.support.Targets;

/// The policy command as it is typed, with a configuration whose policy is the shipped one.
final class TypedPolicy {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Path folder;
    private final Configuration configuration;

    record Said(int code, String out, String err) {
        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (IOException e) {
                throw new IllegalStateException(out, e);
            }
        }
    }

    TypedPolicy(Path folder) {
        this.folder = folder;
        PolicySettings standard = ShippedBundle.PATIENT;
        var policy = new PolicySettings(
                new PolicySource.Shipped(),
                standard.entrypoint(),
                standard.poll(),
                standard.budget(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(folder.resolve("history")),
                ZoneOffset.UTC);
        configuration = new Configuration.Valid(new Settings(
                List.of(),
                List.of(target("shop", "postgresql"), target("shop-mysql", "mysql")),
                List.of(),
                policy,
                Settings.MaskingSettings.STANDARD,
                new Settings.JournalSettings(folder.resolve("journal"), AuditSettings.STANDARD, false),
                Settings.LimitSettings.STANDARD));
    }

    private static TargetSettings target(String name, String protocol) {
        return Targets.labelled(
                name, protocol, new DatabaseServer("127.0.0.1", 1, "gatehouse", "", "shop"), "production");
    }

    Said run(String... arguments) {
        CommandLine line = new PolicyCommand(() -> configuration).line();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Said(code, out.toString(), err.toString());
    }

    /// The shipped policy with other parameters, which are members of a JSON object.
    Path bundleWith(String parameters) throws IOException {
        ObjectNode own = (ObjectNode) JSON.readTree("{" + parameters + "}");
        return ShippedBundle.with(folder, all -> all.setAll(own));
    }
}
