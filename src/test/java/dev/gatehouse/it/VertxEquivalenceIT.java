package dev.gatehouse.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLConnection;
import io.vertx.mysqlclient.MySQLException;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.data.Inet;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.RowStream;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Databases;

import static org.assertj.core.api.Assertions.assertThat;

/// The reactive clients of Vert.x see the same through the gateway as directly: they pipeline, which the blocking
/// drivers do not.
class VertxEquivalenceIT {
    private static final long PATIENCE_SECONDS = 20;
    private static Vertx vertx;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() throws Exception {
        await(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void postgresTellsTheSame(int pipelining) throws Exception {
        // Given
        DatabaseServer server = Databases.postgres();
        List<String> direct = postgres(server, pipelining);

        // When
        List<String> through;
        try (OpenGateway gateway = OpenGateway.postgres()) {
            through = postgres(gateway.asServer(server), pipelining);
        }

        // Then
        assertThat(through).isEqualTo(direct).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void mysqlTellsTheSame(int pipelining) throws Exception {
        // Given
        DatabaseServer server = Databases.mysql();
        List<String> direct = mysql(server, pipelining);

        // When
        List<String> through;
        try (OpenGateway gateway = OpenGateway.mysql()) {
            through = mysql(gateway.asServer(server), pipelining);
        }

        // Then
        assertThat(through).isEqualTo(direct).hasSizeGreaterThan(50);
    }

    private static List<String> postgres(DatabaseServer server, int pipelining) throws Exception {
        PgConnectOptions options = (PgConnectOptions) named(new PgConnectOptions(), server);
        PgConnection connection = await(PgConnection.connect(
                vertx, options.setPipeliningLimit(pipelining).setCachePreparedStatements(true)));
        List<String> told = new ArrayList<>();
        try {
            simple(told, connection, "create temporary table vx (id int primary key, t text)");
            common(
                    told,
                    connection,
                    "insert into vx values ($1, $2)",
                    "select id, t from vx where id >= $1 order by id");
            simple(told, connection, "insert into vx values (900, 'r') returning id, t");
            simple(told, connection, "select 1; select 2 as two, 'x'; update vx set t = t where id < 5");
            simple(told, connection, "select 1; select 1/0; select 2");
            for (String type : List.of(
                    "true",
                    "1::int2",
                    "2::int4",
                    "3::int8",
                    "1.5::float4",
                    "-0.25::float8",
                    "12345.678900::numeric",
                    "'ä€😀'::text",
                    "'c'::char",
                    "'\\xdeadbeef'::bytea",
                    "'2026-01-02'::date",
                    "'03:04:05.678901'::time",
                    "'2026-01-02 03:04:05.678901'::timestamp",
                    "'2026-01-02 03:04:05+02'::timestamptz",
                    "'1 year 2 mons 3 days 04:05:06.789'::interval",
                    "'{\"a\":[1,null]}'::jsonb",
                    "'[1,2]'::json",
                    "'00000000-0000-0000-0000-00000000002a'::uuid",
                    "array[1,null,3]",
                    "array['a','b,c']",
                    "null::int",
                    "point(1,2)",
                    "'127.0.0.1'::inet")) {
                prepared(told, connection, "select " + type + " as v", Tuple.tuple());
                simple(told, connection, "select " + type + " as v");
            }
            cursors(told, connection, "select g, repeat('x', g) from generate_series(1, $1) g", 95);
            pipelined(told, connection, "select $1::int + 1", "select $1::int / 0");
            notified(told, connection);
        } finally {
            await(connection.close());
        }
        return told;
    }

    private static List<String> mysql(DatabaseServer server, int pipelining) throws Exception {
        MySQLConnectOptions options = (MySQLConnectOptions) named(new MySQLConnectOptions(), server);
        MySQLConnection connection = await(MySQLConnection.connect(
                vertx, options.setPipeliningLimit(pipelining).setCachePreparedStatements(true)));
        List<String> told = new ArrayList<>();
        try {
            simple(
                    told,
                    connection,
                    "create temporary table vx (id int primary key, t varchar(50)) character set utf8mb4");
            common(told, connection, "insert into vx values (?, ?)", "select id, t from vx where id >= ? order by id");
            simple(told, connection, "select 1; select 2 as two, 'x'; update vx set t = t where id < 5");
            simple(told, connection, "select 1; select * from nowhere; select 2");
            simple(told, connection, "");
            for (String type : List.of(
                    "true",
                    "cast(7 as signed)",
                    "cast(18446744073709551615 as unsigned)",
                    "cast(1.5 as double)",
                    "cast(12.3400 as decimal(20,4))",
                    "'ä€😀'",
                    "x'00ff'",
                    "cast('2026-01-02' as date)",
                    "cast('03:04:05.5' as time(3))",
                    "cast('2026-01-02 03:04:05.678901' as datetime(6))",
                    "json_object('a', 1)",
                    "null",
                    "repeat('y', 300)",
                    "repeat('z', 70000)")) {
                prepared(told, connection, "select " + type + " as v", Tuple.tuple());
                simple(told, connection, "select " + type + " as v");
            }
            cursors(told, connection, "select id, t from vx where id <= ? order by id", 95);
            pipelined(told, connection, "select cast(? as signed) + 1", "select t from nowhere where id = ?");
            told.add("ping " + outcome(connection.ping()));
            told.add("reset " + outcome(connection.resetConnection()));
            simple(told, connection, "select count(*) from vx");
            told.add("init db " + outcome(connection.specifySchema(server.database())));
            told.add("init db " + outcome(connection.specifySchema("nowhere_at_all")));
            simple(told, connection, "select database()");
        } finally {
            await(connection.close());
        }
        return told;
    }

    private static SqlConnectOptions named(SqlConnectOptions options, DatabaseServer server) {
        return options.setHost(server.host())
                .setPort(server.port())
                .setUser(server.user())
                .setPassword(server.password())
                .setDatabase(server.database());
    }

    /// What both clients have: batches, prepared statements used again, errors, transactions.
    private static void common(List<String> told, SqlConnection connection, String insert, String select)
            throws Exception {
        List<Tuple> batch = new ArrayList<>();
        for (int id = 0; id < 120; id++) {
            batch.add(Tuple.of(id, id % 7 == 0 ? null : "v" + id + "ä"));
        }
        told.add("batch " + outcome(connection.preparedQuery(insert).executeBatch(batch)));
        told.add("batch again " + outcome(connection.preparedQuery(insert).executeBatch(batch.subList(118, 120))));
        for (int from = 110; from < 115; from++) {
            prepared(told, connection, select, Tuple.of(from));
        }
        simple(told, connection, "selectt 1");
        simple(told, connection, "select * from nowhere");
        prepared(told, connection, "select * from nowhere", Tuple.tuple());

        Transaction kept = await(connection.begin());
        prepared(told, connection, insert, Tuple.of(500, "kept"));
        told.add("commit " + outcome(kept.commit()));
        Transaction undone = await(connection.begin());
        prepared(told, connection, insert, Tuple.of(501, "undone"));
        told.add("rollback " + outcome(undone.rollback()));
        Transaction failed = await(connection.begin());
        prepared(told, connection, insert, Tuple.of(500, "twice"));
        told.add("commit a failed one " + outcome(failed.rollback()));
        prepared(told, connection, select, Tuple.of(119));
    }

    private static void cursors(List<String> told, SqlConnection connection, String sql, int rows) throws Exception {
        Transaction transaction = await(connection.begin());
        PreparedStatement statement = await(connection.prepare(sql));
        Cursor cursor = statement.cursor(Tuple.of(rows));
        for (int read = 0; read < 3; read++) {
            told.add("cursor " + outcome(cursor.read(30)) + " more " + cursor.hasMore());
        }
        told.add("cursor closed " + outcome(cursor.close()));

        List<String> streamed = new CopyOnWriteArrayList<>();
        RowStream<Row> stream = statement.createStream(20, Tuple.of(rows));
        Future<Void> ended = Future.future(promise -> {
            stream.exceptionHandler(promise::tryFail);
            stream.endHandler(_ -> promise.tryComplete());
            stream.handler(row -> streamed.add(cells(row)));
        });
        told.add("stream " + outcome(ended) + " " + streamed);
        told.add("closed " + outcome(statement.close()));
        told.add("commit " + outcome(transaction.commit()));
    }

    /// Sent without waiting for an answer, failures in between.
    private static void pipelined(List<String> told, SqlConnection connection, String good, String bad)
            throws Exception {
        List<Future<RowSet<Row>>> sent = new ArrayList<>();
        for (int number = 0; number < 60; number++) {
            sent.add(connection.preparedQuery(number % 10 == 9 ? bad : good).execute(Tuple.of(number)));
            if (number % 4 == 0) {
                sent.add(connection.query("select " + number).execute());
            }
        }
        for (Future<RowSet<Row>> answer : sent) {
            told.add("pipelined " + outcome(answer));
        }
    }

    private static void notified(List<String> told, PgConnection connection) throws Exception {
        Future<String> came = Future.future(promise -> connection.notificationHandler(
                notification -> promise.tryComplete(notification.getChannel() + " " + notification.getPayload())));
        simple(told, connection, "listen vx_channel");
        simple(told, connection, "notify vx_channel, 'ä hello'");
        told.add("notified " + await(came));
        simple(told, connection, "unlisten *");
    }

    private static void simple(List<String> told, SqlConnection connection, String sql) throws Exception {
        told.add(sql + " → " + outcome(connection.query(sql).execute()));
    }

    private static void prepared(List<String> told, SqlConnection connection, String sql, Tuple values)
            throws Exception {
        told.add(sql + " of " + values.deepToString() + " → "
                + outcome(connection.preparedQuery(sql).execute(values)));
    }

    private static <T> String outcome(Future<T> future) throws Exception {
        try {
            return text(await(future));
        } catch (PgException error) {
            return "error " + error.getSqlState() + " " + error.getSeverity() + " " + error.getErrorMessage() + " "
                    + error.getDetail() + " " + error.getPosition();
        } catch (MySQLException error) {
            return "error " + error.getSqlState() + " " + error.getErrorCode() + " " + error.getMessage();
        } catch (VertxException | UnsupportedOperationException | IllegalArgumentException error) {
            return "client error " + error.getMessage();
        }
    }

    private static String text(Object result) {
        if (!(result instanceof RowSet<?> first)) {
            return result == null ? "done" : result.toString();
        }
        StringBuilder all = new StringBuilder();
        for (RowSet<?> rows = first; rows != null; rows = rows.next()) {
            all.append(rows.rowCount()).append(' ').append(rows.columnsNames());
            for (Object row : rows) {
                all.append(' ').append(cells((Row) row));
            }
            all.append("; ");
        }
        return all.toString();
    }

    private static String cells(Row row) {
        Object[] cells = new Object[row.size()];
        for (int column = 0; column < cells.length; column++) {
            Object cell = row.getValue(column);
            cells[column] = cell instanceof Inet inet ? inet.getAddress() + "/" + inet.getNetmask() : cell;
        }
        return Arrays.deepToString(cells);
    }

    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
