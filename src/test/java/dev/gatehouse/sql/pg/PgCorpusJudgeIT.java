package dev.gatehouse.sql.pg;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.catalog.PostgresJudge;
import dev.gatehouse.catalog.ServerReading;
import dev.gatehouse.sql.Corpora;
import dev.gatehouse.sql.Judged;
import dev.gatehouse.sql.SnapshotCatalog;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;

import static dev.gatehouse.support.Jdbc.column;
import static dev.gatehouse.support.Jdbc.run;
import static org.assertj.core.api.Assertions.assertThat;

/// The server as judge of statements that real clients sent: the definitions among them are run, in a database of
/// their own and never committed, and what the server records of the others is compared with what we have named.
class PgCorpusJudgeIT {
    private static final PgTrees TREES = new PgTrees();
    private static Connection owner;
    private static Connection connection;
    private static PostgresJudge judge;

    @BeforeAll
    static void open() throws SQLException {
        owner = connect(Databases.postgres().database());
        run(owner, "drop database if exists judge");
        run(owner, "create database judge template template0");
        connection = connect("judge");
        connection.setAutoCommit(false);
        judge = PostgresJudge.on(connection);
    }

    private static Connection connect(String database) throws SQLException {
        return Jdbc.postgres(Jdbc.at(Databases.postgres(), database), "?prepareThreshold=0");
    }

    @AfterAll
    static void close() throws SQLException {
        TREES.close();
        connection.close();
        run(owner, "drop database judge");
        owner.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_orm_jdbc", "pg_tools"})
    void whatTheServerRecordsIsNamed(String corpus) throws SQLException {
        Judged judged = new Judged("PostgreSQL, " + corpus);
        run(connection, "create schema if not exists other");
        for (String setUp : Corpora.statements("pg_dump_restore")) {
            if (setUp.startsWith("CREATE T")) {
                attempt(setUp);
            }
        }
        SnapshotCatalog catalog = catalog();
        for (String text : new LinkedHashSet<>(Corpora.statements(corpus))) {
            if (text.regionMatches(true, 0, "create ", 0, 7) || text.regionMatches(true, 0, "alter ", 0, 6)) {
                attempt(text);
                catalog = catalog();
            } else {
                judge(text.replaceAll("\\$[0-9]+", "null").replaceAll(";\\s*$", ""), catalog, judged);
            }
        }
        connection.rollback();
        judged.print();
        assertThat(judged.faults()).isEmpty();
        assertThat(judged.read()).isPositive();
    }

    private static void attempt(String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            run(connection, sql);
        } catch (SQLException refused) {
            connection.rollback(before); // not everything in a corpus fits into one database
        }
    }

    private static SnapshotCatalog catalog() throws SQLException {
        StringBuilder lines = new StringBuilder();
        for (String line : column(connection, """
                select n.nspname || '.' || c.relname || ': ' || string_agg(a.attname, ', ' order by a.attnum)
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relkind in ('r', 'p', 'v', 'm') and c.relname !~ '[:.=]' group by n.nspname, c.relname
                """)) {
            lines.append(line).append('\n');
        }
        return new SnapshotCatalog(List.of("pg_catalog", "public"), lines.toString());
    }

    private static void judge(String sql, SnapshotCatalog catalog, Judged judged) throws SQLException {
        judged.asked();
        Savepoint before = connection.setSavepoint();
        try {
            if (!(judge.ask(sql) instanceof ServerReading.Recorded recorded)) {
                return; // it does not fit into one function, or into this database
            }
            Set<String> named = Judged.columns(recorded);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                boolean excluded = sql.toLowerCase(Locale.ROOT).contains("on conflict"); // records the whole row
                judged.compare(sql, TREES.read(sql, catalog), excluded ? Set.of() : named, statement.getMetaData());
            }
        } catch (SQLException refused) {
            // It is not told what it is without its parameters.
        } finally {
            connection.rollback(before);
        }
    }
}
