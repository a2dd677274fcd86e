package dev.gatehouse.it;

import java.util.List;

import io.vertx.core.Vertx;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLConnection;
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
class MysqlVertxEquivalenceIT {
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

    private static List<String> mysql(DatabaseServer server, int pipelining) throws Exception {
        MySQLConnectOptions options = (MySQLConnectOptions) named(new MySQLConnectOptions(), server);
        MySQLConnection connection = await(MySQLConnection.connect(
                vertx, options.setPipeliningLimit(pipelining).setCachePreparedStatements(true)));
        VertxScript script = new VertxScript(connection);
        try {
            script.simple("create temporary table vx (id int primary key, t varchar(50)) character set utf8mb4");
            script.common("insert into vx values (?, ?)", "select id, t from vx where id >= ? order by id");
            script.simple("select 1; select 2 as two, 'x'; update vx set t = t where id < 5");
            script.simple("select 1; select * from nowhere; select 2");
            script.simple("");
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
                script.prepared("select " + type + " as v", Tuple.tuple());
                script.simple("select " + type + " as v");
            }
            script.cursors("select id, t from vx where id <= ? order by id", 95);
            script.pipelined("select cast(? as signed) + 1", "select t from nowhere where id = ?");
            script.tell("ping", connection.ping());
            script.tell("reset", connection.resetConnection());
            script.simple("select count(*) from vx");
            script.tell("init db", connection.specifySchema(server.database()));
            script.tell("init db", connection.specifySchema("nowhere_at_all"));
            script.simple("select database()");
        } finally {
            await(connection.close());
        }
        return script.told();
    }
}
