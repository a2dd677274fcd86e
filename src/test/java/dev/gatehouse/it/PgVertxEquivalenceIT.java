package dev.gatehouse.it;

import java.util.List;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Databases;

import static dev.gatehouse.it.VertxScript.await;
import static dev.gatehouse.it.VertxScript.named;
import static org.assertj.core.api.Assertions.assertThat;

/// The reactive client of Vert.x sees the same through the gateway as directly: it pipelines, which the blocking
/// drivers do not.
class PgVertxEquivalenceIT {
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

    private static List<String> postgres(DatabaseServer server, int pipelining) throws Exception {
        PgConnectOptions options = (PgConnectOptions) named(new PgConnectOptions(), server);
        PgConnection connection = await(PgConnection.connect(
                vertx, options.setPipeliningLimit(pipelining).setCachePreparedStatements(true)));
        VertxScript script = new VertxScript(connection);
        try {
            script.simple("create temporary table vx (id int primary key, t text)");
            script.common("insert into vx values ($1, $2)", "select id, t from vx where id >= $1 order by id");
            script.simple("insert into vx values (900, 'r') returning id, t");
            script.simple("select 1; select 2 as two, 'x'; update vx set t = t where id < 5");
            script.simple("select 1; select 1/0; select 2");
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
                script.prepared("select " + type + " as v", Tuple.tuple());
                script.simple("select " + type + " as v");
            }
            script.cursors("select g, repeat('x', g) from generate_series(1, $1) g", 95);
            script.pipelined("select $1::int + 1", "select $1::int / 0");
            notified(script, connection);
        } finally {
            await(connection.close());
        }
        return script.told();
    }

    private static void notified(VertxScript script, PgConnection connection) throws Exception {
        Future<String> came = Future.future(promise -> connection.notificationHandler(
                notification -> promise.tryComplete(notification.getChannel() + " " + notification.getPayload())));
        script.simple("listen vx_channel");
        script.simple("notify vx_channel, 'ä hello'");
        script.told().add("notified " + await(came));
        script.simple("unlisten *");
    }
}
