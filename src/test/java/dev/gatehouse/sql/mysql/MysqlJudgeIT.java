package dev.gatehouse.sql.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.sql.Judged;
import dev.gatehouse.sql.JudgedTables;
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
import dev.gatehouse.support.Jdbc;

import static dev.gatehouse.support.Jdbc.run;
import static org.assertj.core.api.Assertions.assertThat;

/// The server as judge of names: for each column there is a user who may read all columns but that one; a query
/// that such a user may not prepare names the column.
class MysqlJudgeIT {
    private static final int SEEDS = Integer.getInteger("judge.seeds", 300);
    private static final TreeParser TREES = new TreeParser(5_000);
    private static final Map<String, Connection> WITHOUT = new LinkedHashMap<>();
    private static Connection owner;
    private static SnapshotCatalog catalog;

    @BeforeAll
    static void open() throws SQLException {
        owner = Jdbc.mysql(Jdbc.at(Databases.mysql(), ""));
        run(owner, "drop database if exists judge", "create database judge", "use judge");
        catalog = JudgedTables.create(owner);
        for (String table : QueryMaker.TABLES.keySet()) {
            for (String column : QueryMaker.TABLES.get(table)) {
                WITHOUT.put(table + "." + column, user(table, column));
            }
        }
    }

    private static Connection user(String without, String column) throws SQLException {
        String user = "judge_" + without + "_" + column;
        run(owner, "drop user if exists " + user);
        run(owner, "create user " + user + " identified by 'judge'");
        for (String table : QueryMaker.TABLES.keySet()) {
            List<String> columns = new ArrayList<>(QueryMaker.TABLES.get(table));
            if (table.equals(without)) {
                columns.remove(column);
            }
            run(owner, "grant select (" + String.join(", ", columns) + ") on judge." + table + " to " + user);
        }
        DatabaseServer server = Databases.mysql();
        return Jdbc.mysql(new DatabaseServer(server.host(), server.port(), user, "judge", "judge"));
    }

    @AfterAll
    static void close() throws SQLException {
        TREES.close();
        for (Map.Entry<String, Connection> user : WITHOUT.entrySet()) {
            user.getValue().close();
            run(owner, "drop user judge_" + user.getKey().replace('.', '_'));
        }
        run(owner, "drop database judge");
        owner.close();
    }

    @Test
    void madeQueriesAreReadAsTheServerReadsThem() throws SQLException {
        Judged judged = new Judged("MySQL");
        for (long seed = 0; seed < SEEDS; seed++) {
            judge(new QueryMaker(seed, true).make(), judged);
        }
        judged.print();
        assertThat(judged.faults()).isEmpty();
        assertThat(judged.read()).isGreaterThan(SEEDS / 4);
    }

    private static void judge(String sql, Judged judged) throws SQLException {
        judged.asked();
        try (Statement statement = owner.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(sql)) {
                Set<String> named = new HashSet<>();
                for (Map.Entry<String, Connection> user : WITHOUT.entrySet()) {
                    if (!mayPrepare(user.getValue(), sql)) {
                        named.add(user.getKey());
                    }
                }
                judged.compare(sql, read(sql), named, rows.getMetaData());
            }
        } catch (SQLException refused) {
            // The maker has made a query that means nothing.
        }
    }

    private static boolean mayPrepare(Connection connection, String sql) {
        try {
            run(connection, "prepare s from '" + sql.replace("\\", "\\\\").replace("'", "''") + "'");
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }

    private static TreeReader.Result read(String sql) {
        if (MysqlLexer.lex(sql, new LexerModes(true, 110_405, false, true)) instanceof Tokens tokens
                && StatementSplitter.split(tokens, 100) instanceof Split.Statements split
                && split.list().size() == 1) {
            dev.gatehouse.sql.Statement query = split.list().getFirst();
            return switch (MysqlCanonicalText.of(query, 0, query.size(), true)) {
                case Written.Text written ->
                    new TreeReader(catalog, TREES, Language.mysql(false), _ -> Optional.empty()).read(written.text());
                case Written.Not(String why) -> new TreeReader.Result.NotRead(why);
            };
        }
        return new TreeReader.Result.NotRead("tokens");
    }
}
