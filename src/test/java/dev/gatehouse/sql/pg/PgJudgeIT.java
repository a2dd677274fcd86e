package dev.gatehouse.sql.pg;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGResultSetMetaData;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.sql.Judged;
import dev.gatehouse.sql.QueryMaker;
import dev.gatehouse.sql.SnapshotCatalog;
import dev.gatehouse.sql.StatementSplitter;
import dev.gatehouse.sql.StatementSplitter.Split;
import dev.gatehouse.sql.Tokens;
import dev.gatehouse.sql.Written;
import dev.gatehouse.sql.tree.Language;
import dev.gatehouse.sql.tree.TreeParser;
import dev.gatehouse.sql.tree.TreeReader;
import dev.gatehouse.support.Databases;

import static org.assertj.core.api.Assertions.assertThat;

/// The server as judge of names: what it records that a query depends on, we have named; and each output is the
/// column that the server announces. The query is the body of a function that is created and rolled back.
class PgJudgeIT {
    private static final int SEEDS = Integer.getInteger("judge.seeds", 800);
    private static final TreeParser TREES = new TreeParser(5_000);
    private static Connection connection;
    private static SnapshotCatalog catalog;

    @BeforeAll
    static void open() throws SQLException {
        DatabaseServer server = Databases.postgres();
        connection = DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database()
                        + "?preferQueryMode=extendedForPrepared&prepareThreshold=0",
                server.user(),
                server.password());
        connection.setAutoCommit(false);
        StringBuilder lines = new StringBuilder();
        run("create schema judge");
        run("set local search_path = judge");
        for (Map.Entry<String, List<String>> table : QueryMaker.TABLES.entrySet()) {
            String columns = String.join(", ", table.getValue());
            run("create table " + table.getKey() + " (" + columns.replace(",", " text,") + " text)");
            lines.append("judge.")
                    .append(table.getKey())
                    .append(": ")
                    .append(columns)
                    .append('\n');
        }
        catalog = new SnapshotCatalog(List.of("judge"), lines.toString());
    }

    /// Nothing was ever committed.
    @AfterAll
    static void close() throws SQLException {
        TREES.close();
        connection.rollback();
        connection.close();
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
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
            run("create function judge_f() returns setof record language sql begin atomic " + sql + "\n; end");
            TreeReader.Result ours = read(sql);
            Set<String> named = depends();
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
            // The maker has made a query that means nothing.
        } finally {
            connection.rollback(before);
        }
    }

    private static Set<String> depends() throws SQLException {
        Set<String> found = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select c.relname || '.' || a.attname from pg_depend d
                        join pg_class c on c.oid = d.refobjid and d.refclassid = 'pg_class'::regclass
                        join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid and a.attnum > 0
                        where d.classid = 'pg_proc'::regclass and d.objid = 'judge_f()'::regprocedure
                        """)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static TreeReader.Result read(String sql) {
        if (PgLexer.lex(sql, new LexerModes(true, 180_000)) instanceof Tokens tokens
                && StatementSplitter.split(tokens, 100) instanceof Split.Statements split
                && split.list().size() == 1) {
            dev.gatehouse.sql.Statement query = split.list().getFirst();
            return switch (PgCanonicalText.of(query, 0, query.size())) {
                case Written.Text written ->
                    new TreeReader(catalog, TREES, Language.POSTGRES, _ -> Optional.empty()).read(written.text());
                case Written.Not(String why) -> new TreeReader.Result.NotRead(why);
            };
        }
        return new TreeReader.Result.NotRead("tokens");
    }
}
