package dev.gatehouse.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.catalog.Catalogs;
import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.catalog.Schemas;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.support.Principals;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

/// One session with the gateway in front of a server that a test plays: its schemas, what it reports, and how each
/// statement ends. The policy permits everything unless a test says otherwise.
final class Conversation implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final House house;
    final Session session;
    final Map<String, String> variables = new HashMap<>();
    boolean inTransaction;
    private final Catalogs catalogs;

    private Conversation(Path directory, String dialect, Schemas schemas, Map<String, String> variables)
            throws IOException {
        String target = dialect.equals("mysql") ? "wares" : "shop";
        catalogs = new Catalogs(Map.of(target, () -> schemas), Duration.ofHours(1));
        House.await(catalogs.of(target).orElseThrow().refresh());
        house = new House(directory, Optional.empty(), AuditSettings.STANDARD, Optional.of(catalogs));
        var settings = House.target(target, dialect);
        session = new Session(
                "s-1",
                dialect,
                dialect,
                settings.target(),
                new Member(Principals.alice(house.clock.instant().plusSeconds(600)), settings),
                House.CLIENT,
                "psql",
                true);
        this.variables.putAll(variables);
    }

    /// A session of PostgreSQL that reports its path, which is `public`.
    static Conversation postgres(Path directory, String tables) throws IOException {
        return new Conversation(
                directory,
                "postgresql",
                SchemaLines.postgres(Set.of("pg_catalog", "public", "app"), tables),
                Map.of(
                        "server_version", "18.0",
                        "standard_conforming_strings", "on",
                        "client_encoding", "UTF8",
                        "search_path", "public"));
    }

    /// A session of MariaDB in the schema `shop`.
    static Conversation mysql(Path directory, String tables) throws IOException {
        return new Conversation(
                directory,
                "mysql",
                SchemaLines.mysql(false, tables),
                Map.of(
                        "version", "11.4.5-MariaDB",
                        "sql_mode", "",
                        "character_set_client", "utf8mb4",
                        "database", "shop"));
    }

    Ruling rule(String sql) {
        return rule(sql, StatementRequest.Stage.SIMPLE);
    }

    Ruling rule(String sql, StatementRequest.Stage stage) {
        return house.rule(
                session, new StatementRequest(sql, stage, Parameters.NONE, inTransaction, Map.copyOf(variables)));
    }

    /// A statement that is on its way to the server.
    Ruling.Forward send(String sql) {
        return (Ruling.Forward) rule(sql);
    }

    /// One that the server has completed.
    Conversation run(String... all) {
        for (String sql : all) {
            end(send(sql), Outcome.Result.COMPLETED);
        }
        return this;
    }

    /// One that the server has refused.
    Conversation fail(String sql) {
        end(send(sql), Outcome.Result.SERVER_ERROR);
        return this;
    }

    static void end(Ruling.Forward forwarded, Outcome.Result result) {
        forwarded.watch().finished(new Outcome(result, 0, 0, 0, 1, 1, ""));
    }

    Refusal refusal(String sql) {
        return ((Ruling.Refuse) rule(sql)).refusal();
    }

    /// `table.column=uses` of the last statement that was judged; `opaque` if it was not understood.
    String read(String sql) {
        run(sql);
        return last();
    }

    String last() {
        JsonNode statement = statement();
        if (statement.at("/flags/opaque").booleanValue()) {
            return "opaque";
        }
        Set<String> columns = new TreeSet<>();
        statement.get("columns").forEach(column -> {
            List<String> uses = new ArrayList<>();
            column.get("uses").forEach(use -> uses.add(use.textValue()));
            columns.add(column.get("table").textValue() + "."
                    + column.get("name").textValue() + "=" + String.join("+", uses));
        });
        return String.join(" ", columns);
    }

    /// The policy's input for it.
    JsonNode statement() {
        try {
            return JSON.readTree(RegoJson.print(house.policy.inputs.getLast())).get("statement");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        house.close();
        catalogs.close();
    }
}
