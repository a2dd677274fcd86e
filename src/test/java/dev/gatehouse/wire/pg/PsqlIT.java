package dev.gatehouse.wire.pg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.PgGateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// One script through psql, directly and through the gateway: the same words come out.
class PsqlIT {
    private static DatabaseServer server;
    private static PgGateway gateway;

    @BeforeAll
    static void open() throws Exception {
        if (!isInstalled()) {
            System.out.println("SKIPPED PsqlIT: there is no psql on the PATH");
        }
        assumeTrue(isInstalled());
        server = Databases.postgres();
        gateway = new PgGateway(server);
    }

    @AfterAll
    static void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void theSameScriptSaysTheSameDirectlyAndThroughTheGateway() throws Exception {
        String script = """
                \\set VERBOSITY verbose
                select 1 as one, 'zwei' as two;
                create temp table t (id int primary key, note text);
                insert into t select g, repeat('x', g) from generate_series(1, 500) g;
                select * from t where id % 50 = 0;
                select 1; select 2 \\; select 3;
                select 1/0;
                select * from missing;
                begin;
                select 1/0;
                select 2;
                rollback;
                begin; insert into t values (1000, 'a'); savepoint s; insert into t values (1000, 'b'); rollback to s; commit;
                \\copy t to stdout csv
                copy (select id from t order by id limit 3) to stdout;
                copy t from stdin;
                2000\tcopied
                2001\tcopied too
                \\.
                copy t from stdin;
                not a number\tbroken
                \\.
                select count(*) from t;
                set client_encoding to latin1;
                select 'äöü';
                set client_encoding to utf8;
                listen news;
                do $$ begin raise notice 'note %', 7; end $$;
                \\d t
                select 1 as a \\gdesc
                declare c cursor with hold for select * from t order by id;
                fetch 2 from c;
                explain (costs off) select * from t;
                ;
                \\echo done
                """;

        String direct = psql(server.host(), server.port(), server.user(), server.password(), script);
        String through = psql("127.0.0.1", gateway.port(), "alice", AllowAllGates.PASSWORD, script);

        assertThat(through).isEqualTo(direct).contains("done");
        assertThat(gateway.gates.outcomes).isNotEmpty();
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("psql", "--version").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static String psql(String host, int port, String user, String password, String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "psql", "-X", "-h", host, "-p", String.valueOf(port), "-U", user, "-d", server.database(), "-f", "-");
        builder.environment().put("PGPASSWORD", password);
        builder.environment().put("PGCONNECT_TIMEOUT", "10");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        byte[] said = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        // The number of the temporary schema is the server's to give; the title with it stands in the middle.
        return new String(said, StandardCharsets.ISO_8859_1)
                .replaceAll("pg_temp_\\d+", "pg_temp_n")
                .replaceAll(" +Table", "Table");
    }
}
