package dev.gatehouse.gateway;

import java.io.IOException;
import java.nio.file.Path;
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
import dev.gatehouse.support.Paces;
import dev.gatehouse.support.Principals;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.Standing;
import dev.gatehouse.wire.StatementRequest;

/// One session with the gateway in front of a server that a test plays: its schemas, what it reports, and how each
/// statement ends. The policy permits everything unless a test says otherwise.
public final class Conversation implements AutoCloseable {
    /// What [#read] says of a statement that is not understood.
    public static final String OPAQUE = "opaque";

    private static final ObjectMapper JSON = new ObjectMapper();

    public final House house;
    public final Session session;
    public final Map<String, String> variables = new HashMap<>();
    private Standing.Where where = Standing.Where.OUTSIDE;
    private long position;
    private final Catalogs catalogs;

    private Conversation(Path directory, String dialect, Schemas schemas, Map<String, String> variables)
            throws IOException {
        String target = dialect.equals("mysql") ? "wares" : "shop";
        catalogs = new Catalogs(Map.of(target, () -> schemas), Paces.AT_ONCE);
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

    /// The same with people, who are in another schema too, and orders.
    public static Conversation postgres(Path directory) throws IOException {
        return postgres(directory, """
                public.people: id, name, ssn
                public.orders: id, note
                app.people: id, other
                """);
    }

    /// A session of PostgreSQL that reports its path, which is `public`.
    public static Conversation postgres(Path directory, String tables) throws IOException {
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
    public static Conversation mysql(Path directory, String tables) throws IOException {
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

    public Ruling rule(String sql) {
        return rule(sql, StatementRequest.Stage.SIMPLE);
    }

    public Ruling rule(String sql, StatementRequest.Stage stage) {
        return rule(sql, stage, ++position);
    }

    public Ruling rule(String sql, StatementRequest.Stage stage, long at) {
        boolean open = where != Standing.Where.OUTSIDE;
        return house.rule(session, new StatementRequest(sql, stage, Parameters.NONE, open, at, Map.copyOf(variables)));
    }

    /// Runs a text that was prepared, with these values.
    public Ruling rule(String sql, Parameters parameters) {
        boolean open = where != Standing.Where.OUTSIDE;
        return house.rule(
                session,
                new StatementRequest(
                        sql, StatementRequest.Stage.EXECUTE, parameters, open, ++position, Map.copyOf(variables)));
    }

    /// Has a text prepared; its number is for [#execute].
    public long prepare(String sql) {
        end((Ruling.Forward) rule(sql, StatementRequest.Stage.PREPARE), Outcome.Result.COMPLETED);
        return position;
    }

    /// What the text is read as when it runs that was prepared so.
    public String execute(String sql, long prepared) {
        end((Ruling.Forward) rule(sql, StatementRequest.Stage.EXECUTE, prepared), Outcome.Result.COMPLETED);
        stands(false);
        return last();
    }

    /// A statement that is on its way to the server.
    public Ruling.Forward send(String sql) {
        return (Ruling.Forward) rule(sql);
    }

    /// One that the server has completed.
    public Conversation run(String... all) {
        for (String sql : all) {
            Ruling.Forward sent = send(sql);
            end(sent, Outcome.Result.COMPLETED);
            if (sql.startsWith("begin")) {
                where = Standing.Where.INSIDE;
            } else if (sql.startsWith("rollback to")) {
                where = Standing.Where.INSIDE;
            } else if (sql.startsWith("commit") || sql.startsWith("rollback")) {
                where = Standing.Where.OUTSIDE;
            }
            stands(false);
        }
        return this;
    }

    /// One that the server has refused.
    public Conversation fail(String sql) {
        end(send(sql), Outcome.Result.SERVER_ERROR);
        where = where == Standing.Where.OUTSIDE ? where : Standing.Where.FAILED;
        stands(true);
        return this;
    }

    /// What a `ReadyForQuery` says.
    public void stands(boolean failed) {
        house.queries.stands(session, new Standing(where, failed));
    }

    public static void end(Ruling.Forward forwarded, Outcome.Result result) {
        forwarded.watch().finished(new Outcome(result, 0, 0, 0, 1, 1, ""));
    }

    public Refusal refusal(String sql) {
        return ((Ruling.Refuse) rule(sql)).refusal();
    }

    /// `table.column=uses` of the last statement that was judged; `opaque` if it was not understood.
    public String read(String sql) {
        run(sql);
        return last();
    }

    /// Whether nobody can read it; it is refused.
    public boolean isOpaque(String sql) {
        var before = house.policy.answer;
        house.policy.answers("{\"allow\":false,\"reasons\":[{\"rule\":\"r\",\"message\":\"m\"}]}");
        Ruling ruling = rule(sql);
        house.policy.answer = before;
        return ruling instanceof Ruling.Refuse && last().equals(OPAQUE);
    }

    public String last() {
        JsonNode statement = statement();
        if (statement.at("/flags/opaque").booleanValue()) {
            return OPAQUE;
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
    public JsonNode statement() {
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
