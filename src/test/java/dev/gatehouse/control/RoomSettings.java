package dev.gatehouse.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.test.Mock;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.Settings;
import dev.gatehouse.config.SettingsSource;
import dev.gatehouse.identity.IssuerSettings;
import dev.gatehouse.identity.Network;
import dev.gatehouse.mask.Mask;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;
import dev.gatehouse.support.ShippedBundle;
import dev.gatehouse.support.Targets;
import dev.gatehouse.support.Tokens;

/// A gateway in front of one database that is there (`pg`) and one that is not (`gone`), under the shipped policy.
@Mock
@ApplicationScoped
public class RoomSettings implements SettingsSource {
    static final String DATABASE = "room";

    /// Of this machine; the only proxy there is.
    static final String PROXY = "127.0.0.77";

    private final Tokens tokens = Tokens.es256("k-1");
    private final Path folder;

    RoomSettings() throws IOException {
        folder = Files.createTempDirectory("gatehouse-room-");
        Files.writeString(folder.resolve("keys.json"), Tokens.jwks(tokens));
    }

    /// For somebody with these groups.
    String token(String user, String... groups) {
        return tokens.sign(Tokens.with(Tokens.claims(user, Instant.now()), "groups", List.of(groups)));
    }

    String record() {
        try {
            return Files.readString(folder.resolve("journal").resolve("journal.jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Configuration read() {
        return new Configuration.Valid(new Settings(
                List.of(new Settings.ListenerSettings(
                        "postgresql", InetSocketAddress.createUnresolved("127.0.0.1", 0), Optional.empty(), true)),
                List.of(
                        Targets.labelled("pg", "postgresql", Jdbc.at(Databases.postgres(), DATABASE), "production"),
                        Targets.labelled(
                                "gone",
                                "postgresql",
                                new DatabaseServer("127.0.0.1", 1, "nobody", "", "gone"),
                                "staging")),
                List.of(IssuerSettings.of(
                        "corp", Tokens.ISSUER, folder.resolve("keys.json").toString(), Tokens.AUDIENCE)),
                ShippedBundle.PATIENT,
                new Settings.MaskingSettings(true, Map.of(), Map.of("pg.public.odd.*", Mask.REDACT), Optional.empty()),
                new Settings.JournalSettings(folder.resolve("journal"), AuditSettings.STANDARD, false),
                Settings.LimitSettings.STANDARD,
                List.of(Network.of(PROXY))));
    }
}
