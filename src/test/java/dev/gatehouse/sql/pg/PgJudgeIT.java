package dev.gatehouse.sql.pg;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGResultSetMetaData;

import dev.gatehouse.catalog.PostgresJudge;
import dev.gatehouse.catalog.ServerReading;
import dev.gatehouse.sql.Judged;
import dev.gatehouse.sql.JudgedTables;
import dev.gatehouse.sql.QueryMaker;
import dev.gatehouse.sql.SnapshotCatalog;
import dev.gatehouse.sql.tree.TreeReader;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;

import static dev.gatehouse.support.Jdbc.run;
import static org.assertj.core.api.Assertions.assertThat;

/// The server as judge of names: what it records that a query depends on, we have named; and each output is the
/// column that the server announces. The query is the body of a function that is created and rolled back.
class PgJudgeIT {
    private static final int SEEDS = Integer.getInteger("judge.seeds", 800);
    private static final PgTrees TREES = new PgTrees();
    private static Connection connection;
    private static PostgresJudge judge;
    private static SnapshotCatalog catalog;

    @BeforeAll
    static void open() throws SQLException {
        connection = Jdbc.postgres(Databases.postgres(), "?prepareThreshold=0");
        connection.setAutoCommit(false);
        judge = PostgresJudge.on(connection);
        run(connection, "create schema judge");
        run(connection, "set local search_path = judge");
        catalog = JudgedTables.create(connection);
    }

    /// Nothing was ever committed.
    @AfterAll
    static void close() throws SQLException {
        TREES.close();
        connection.rollback();
        connection.close();
    }

    @Test
    void madeQueriesAreReadAsTheServerReadsThem() throws SQLException {
        Judged judged = new Judged("PostgreSQL");
        for (long seed = 0; seed < SEEDS; seed++) {
            judge(new QueryMaker(seed, false).make(), judged);
        }
        judged.print();
        assertThat(judged.faults()).isEmpty();
        assertThat(judged.read()).isGreaterThan(SEEDS / 4);
    }

    private static void judge(String sql, Judged judged) throws SQLException {
        judged.asked();
        Savepoint before = connection.setSavepoint();
        try {
            if (!(judge.ask(sql) instanceof ServerReading.Recorded recorded)) {
                return; // the maker has made a query that means nothing
            }
            TreeReader.Result ours = TREES.read(sql, catalog);
            Set<String> named = Judged.columns(recorded);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                ResultSetMetaData outputs = statement.getMetaData();
                judged.compare(sql, ours, named, outputs);
                PGResultSetMetaData bases = outputs.unwrap(PGResultSetMetaData.class);
                for (int i = 1; i <= outputs.getColumnCount(); i++) {
                    if (!bases.getBaseTableName(i).isEmpty()) {
                        judged.output(sql, ours, i - 1, bases.getBaseTableName(i) + "." + bases.getBaseColumnName(i));
                    }
                }
            }
        } catch (SQLException refused) {
            // It means nothing without its parameters.
        } finally {
            connection.rollback(before);
        }
    }
}
