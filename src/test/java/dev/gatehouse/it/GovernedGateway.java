package dev.gatehouse.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.nio.NioEventLoopGroup;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.boot.Gateway;
import dev.gatehouse.boot.StartFailed;
import dev.gatehouse.boot.Wiring;
import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.config.SelfSignedCertificate;
import dev.gatehouse.config.Settings;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.identity.IssuerSettings;
import dev.gatehouse.journal.Durability;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;
import dev.gatehouse.support.Paces;
import dev.gatehouse.support.ShippedBundle;
import dev.gatehouse.support.Targets;
import dev.gatehouse.support.Tokens;
import dev.gatehouse.wire.TlsContexts;

import static org.assertj.core.api.Assertions.assertThat;

/// The program's own wiring with the shipped policy in front of the real servers: targets `dev` and `prod` of
/// PostgreSQL, `dev-my` and `prod-my` of MySQL, where the policy is in force on the `prod` ones only.
final class GovernedGateway implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final Tokens tokens = Tokens.es256("k-1");
    private final Path journal;
    private final Gateway gateway;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private boolean suspecting;

    GovernedGateway(Path folder) throws IOException, StartFailed {
        this(folder, Databases.postgres().database(), Databases.mysql().database());
    }

    /// @param postgres and `mysql` the databases behind the targets
    GovernedGateway(Path folder, String postgres, String mysql) throws IOException, StartFailed {
        journal = folder.resolve("journal");
        Path keys = Files.writeString(folder.resolve("keys.json"), Tokens.jwks(tokens));
        var identity = SelfSignedCertificate.create("localhost").writeTo(folder);
        gateway = Wiring.open(
                new Settings(
                        List.of(listener("postgresql", identity), listener("mysql", identity)),
                        List.of(
                                target("dev", "postgresql", postgres, "development"),
                                target("prod", "postgresql", postgres, "production"),
                                target("dev-my", "mysql", mysql, "development"),
                                target("prod-my", "mysql", mysql, "production")),
                        List.of(IssuerSettings.of("corp", Tokens.ISSUER, keys.toString(), Tokens.AUDIENCE)),
                        ShippedBundle.PATIENT,
                        Settings.MaskingSettings.STANDARD,
                        new Settings.JournalSettings(
                                journal,
                                new AuditSettings(Durability.WRITTEN, Durability.SYNCED, AuditSettings.Literals.KEEP),
                                false),
                        Settings.LimitSettings.STANDARD),
                loops,
                meters,
                Paces.RESTLESS);
    }

    private static Settings.ListenerSettings listener(String protocol, TlsContexts.Identity identity) {
        var tls = TlsContexts.listener(identity, Optional.empty(), List.of(protocol));
        return new Settings.ListenerSettings(
                protocol, InetSocketAddress.createUnresolved("127.0.0.1", 0), Optional.of(tls), true);
    }

    private static TargetSettings target(String name, String protocol, String database, String environment) {
        DatabaseServer server = protocol.equals("mysql") ? Databases.mysql() : Databases.postgres();
        return Targets.labelled(name, protocol, Jdbc.at(server, database), environment);
    }

    int postgresPort() {
        return gateway.postgresPort();
    }

    /// A token of somebody who may see no sensitive value.
    private String boundToken() {
        return tokens.sign(Tokens.with(Tokens.claims("ann", Instant.now()), "groups", List.of("analysts")));
    }

    Connection boundOnPostgres(String target) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + gateway.postgresPort() + "/" + target + "?sslmode=require";
        return DriverManager.getConnection(url, "ann", boundToken());
    }

    Connection boundOnMysql(String target) throws SQLException {
        String url = "jdbc:mariadb://127.0.0.1:" + gateway.mysqlPort() + "/" + target + "?sslMode=trust";
        return DriverManager.getConnection(url, "ann", boundToken());
    }

    /// Of somebody who may see all values.
    String token() {
        return tokens.sign(
                Tokens.with(Tokens.claims("alice", Instant.now()), "groups", List.of("analysts", "pii:read")));
    }

    /// @param more parameters of the URL
    Connection postgres(String target, String more) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + gateway.postgresPort() + "/" + target + "?sslmode=require" + more,
                "alice",
                token());
    }

    Connection mysql(String target) throws SQLException {
        return mysql(target, "");
    }

    /// @param more parameters of the URL
    Connection mysql(String target, String more) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + gateway.mysqlPort() + "/" + target + "?sslMode=trust" + more,
                "alice",
                token());
    }

    /// The last decision on a text that contains this.
    JsonNode decided(String part) throws IOException {
        JsonNode last = null;
        String all = Files.readString(journal.resolve("journal.jsonl")); // the last line may just be on its way
        for (String line : all.substring(0, all.lastIndexOf('\n') + 1).split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            JsonNode read = JSON.readTree(line);
            if (read.path("event").textValue().equals("statement.decided")
                    && read.at("/statement/sql").textValue().contains(part)) {
                last = read;
            }
        }
        if (last == null) {
            throw new AssertionError("nothing was decided on " + part);
        }
        return last;
    }

    /// `schema.table.column=uses` of the last decision on a text that contains this.
    Set<String> columns(String sql) throws IOException {
        Set<String> columns = new TreeSet<>();
        decided(sql).at("/statement/columns").forEach(column -> {
            Set<String> uses = new TreeSet<>();
            column.get("uses").forEach(use -> uses.add(use.textValue()));
            columns.add(column.get("schema").textValue() + "."
                    + column.get("table").textValue() + "." + column.get("name").textValue() + "="
                    + String.join("+", uses));
        });
        return columns;
    }

    /// `schema.table`
    Set<String> tables(String sql) throws IOException {
        Set<String> tables = new TreeSet<>();
        decided(sql)
                .at("/statement/tables")
                .forEach(table -> tables.add(table.get("schema").textValue() + "."
                        + table.get("name").textValue()));
        return tables;
    }

    /// The ends of statements whose columns were announced otherwise than they were read.
    List<JsonNode> suspicions() throws IOException {
        List<JsonNode> found = new ArrayList<>();
        String all = Files.readString(journal.resolve("journal.jsonl")); // the last line may just be on its way
        for (String line : all.substring(0, all.lastIndexOf('\n') + 1).split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            JsonNode read = JSON.readTree(line);
            if (read.at("/outcome/suspicion").isObject()) {
                found.add(read);
            }
        }
        return found;
    }

    /// How many there were, by the metric.
    double suspicionsCounted() {
        return meters.find("gatehouse.suspicions").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /// The test makes contradictions: they do not fail it.
    GovernedGateway suspecting() {
        suspecting = true;
        return this;
    }

    @Override
    public void close() {
        gateway.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        if (!suspecting) {
            try {
                assertThat(suspicions()).isEmpty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
