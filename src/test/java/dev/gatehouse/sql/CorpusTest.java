package dev.gatehouse.sql;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.sql.Analysis.NotUnderstood;
import dev.gatehouse.sql.Analysis.Understood;
import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;
import dev.gatehouse.sql.tree.TreeParser;

import static org.assertj.core.api.Assertions.assertThat;

/// What is understood of the statements that real clients sent. The figures are printed and may only grow.
class CorpusTest {
    private static final Map<String, String> PG =
            Map.of("server_version", "15.8", "standard_conforming_strings", "on", "client_encoding", "UTF8");
    private static final Map<String, String> MYSQL =
            Map.of("version", "10.11.19-MariaDB", "sql_mode", "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION");

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("SelectStmt", "select"),
            Map.entry("InsertStmt", "insert"),
            Map.entry("UpdateStmt", "update"),
            Map.entry("DeleteStmt", "delete"),
            Map.entry("AlterTableStmt", "alter"),
            Map.entry("RenameStmt", "alter"),
            Map.entry("CreateStmt", "create"),
            Map.entry("IndexStmt", "create"),
            Map.entry("DropStmt", "drop"),
            Map.entry("TruncateStmt", "truncate"),
            Map.entry("VariableSetStmt", "set"),
            Map.entry("VariableShowStmt", "show"),
            Map.entry("DeallocateStmt", "deallocate"),
            Map.entry("TransactionStmt", "transaction"),
            Map.entry("ExplainStmt", "explain"),
            Map.entry("VacuumStmt", "maintenance"),
            Map.entry("ReindexStmt", "maintenance"),
            Map.entry("PrepareStmt", "prepare"),
            Map.entry("ExecuteStmt", "execute"),
            Map.entry("LockStmt", "lock"),
            Map.entry("CopyStmt", "copy-out"));

    /// What may be said beside the verb itself, because it is true as well.
    private static final Set<String> MORE =
            Set.of("update", "delete", "drop", "copy-in", "select", "set", "transaction");

    /// What changes rows.
    private static final Set<String> CHANGES = Set.of("insert", "update", "delete", "merge");

    @ParameterizedTest
    @ValueSource(strings = {"pg_tools", "pg_orm_jdbc"})
    void verbsAndTablesAgreeWithTheServersOwnParser(String corpus) throws IOException {
        List<String> statements = Corpus.statements(corpus);
        JsonNode truth = Corpus.json("corpora/" + corpus + ".truth.json");
        PgStatementAnalyzer analyzer = new PgStatementAnalyzer(1 << 20);
        int understood = 0;
        int verbs = 0;
        int covered = 0;
        int exact = 0;
        for (int i = 0; i < statements.size(); i++) {
            Analysis analysis = analyzer.analyze(statements.get(i), PG);
            JsonNode expected = truth.get(i);
            if (!(analysis instanceof Understood read)
                    || read.statements().size() != expected.get("n").asInt()) {
                complain("not understood", statements.get(i), analysis);
                continue;
            }
            understood++;
            StatementFacts facts = read.statements().getFirst();
            String verb = KINDS.getOrDefault(expected.get("verbs").get(0).asText(), "?");
            Set<String> kinds = new HashSet<>(facts.kinds());
            boolean named = kinds.remove(verb)
                    || verb.equals("copy-out") && kinds.remove("copy-in")
                    || verb.equals("set") && kinds.remove("transaction");
            if (named && MORE.containsAll(kinds) && locks(facts, expected)) {
                verbs++;
            } else {
                complain("verb " + verb, statements.get(i), facts.kinds());
            }
            Set<String> wanted = strings(expected.get("tables"));
            Set<String> found = new HashSet<>();
            facts.tables().forEach(table -> found.add(table.name()));
            covered += found.containsAll(wanted) ? 1 : 0;
            exact += found.equals(wanted) ? 1 : 0;
            if (!found.containsAll(wanted)) {
                complain("tables " + wanted, statements.get(i), found);
            }
        }
        int n = statements.size();
        report(
                corpus,
                Map.of("understood", understood, "verbs", verbs, "tables-covered", covered, "tables-exact", exact),
                n);
    }

    /// What a statement changes, what it locks, and which functions it calls.
    @ParameterizedTest
    @ValueSource(strings = {"pg_tools", "pg_orm_jdbc"})
    void flagsAgreeWithTheServersOwnParser(String corpus) throws IOException {
        List<String> statements = Corpus.statements(corpus);
        JsonNode truth = Corpus.json("corpora/" + corpus + ".truth.json");
        SnapshotCatalog catalog = SnapshotCatalog.resource(List.of("pg_catalog", "public"), "/sql/pg15-catalog.txt");
        int covered = 0;
        int exact = 0;
        int functions = 0;
        try (TreeParser trees = new TreeParser(5_000)) {
            PgStatementAnalyzer analyzer = new PgStatementAnalyzer(1 << 20, trees);
            for (int i = 0; i < statements.size(); i++) {
                if (!(analyzer.analyze(statements.get(i), PG, catalog) instanceof Understood read)) {
                    complain("not understood", statements.get(i), "");
                    continue;
                }
                JsonNode expected = truth.get(i);
                StatementFacts facts = read.statements().getFirst();
                Set<String> wanted = changes(expected);
                Set<String> found = new HashSet<>(facts.kinds());
                found.retainAll(CHANGES);
                boolean all = found.containsAll(wanted) && locks(facts, expected);
                covered += all ? 1 : 0;
                exact += all && found.equals(wanted) ? 1 : 0;
                if (!all || !found.equals(wanted)) {
                    complain("changes " + wanted, statements.get(i), found);
                }
                Set<String> called = bare(facts.functions());
                boolean named = called.containsAll(bare(strings(expected.get("funcs"))));
                functions += named ? 1 : 0;
                if (!named) {
                    complain("functions " + expected.get("funcs"), statements.get(i), called);
                }
            }
        }
        report(
                corpus,
                Map.of("changes-covered", covered, "changes-exact", exact, "functions-covered", functions),
                statements.size());
    }

    private static Set<String> changes(JsonNode expected) {
        Set<String> changes = new HashSet<>();
        strings(expected.get("mods")).forEach(node -> changes.add(KINDS.getOrDefault(node, node)));
        if (expected.get("into").asBoolean()) {
            changes.add("create");
        }
        return changes;
    }

    private static Set<String> bare(Set<String> names) {
        Set<String> bare = new HashSet<>();
        names.forEach(name -> bare.add(name.substring(name.lastIndexOf('.') + 1)));
        return bare;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_dump_restore"})
    void restoredDumpsOfPostgresAreUnderstood(String corpus) throws IOException {
        PgStatementAnalyzer analyzer = new PgStatementAnalyzer(1 << 20);
        count(corpus, text -> analyzer.analyze(text, PG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_clients", "my_dump_restore"})
    void statementsOfMysqlClientsAreUnderstood(String corpus) throws IOException {
        MysqlStatementAnalyzer analyzer = new MysqlStatementAnalyzer(1 << 20);
        count(corpus, text -> analyzer.analyze(text, MYSQL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_tools", "pg_orm_jdbc"})
    void columnsOfPostgresAreFollowed(String corpus) throws IOException {
        List<String> statements = Corpus.statements(corpus);
        JsonNode truth = Corpus.json("corpora/" + corpus + ".truth.json");
        SnapshotCatalog catalog = SnapshotCatalog.resource(List.of("pg_catalog", "public"), "/sql/pg15-catalog.txt");
        int resolved = 0;
        int exact = 0;
        try (TreeParser trees = new TreeParser(5_000)) {
            PgStatementAnalyzer analyzer = new PgStatementAnalyzer(1 << 20, trees);
            for (int i = 0; i < statements.size(); i++) {
                Analysis analysis = analyzer.analyze(statements.get(i), PG, catalog);
                if (!(analysis instanceof Understood read)) {
                    complain("not resolved", statements.get(i), analysis);
                    continue;
                }
                resolved++;
                Set<String> found = new HashSet<>();
                read.statements().getFirst().tables().forEach(table -> found.add(table.name()));
                Set<String> wanted = strings(truth.get(i).get("tables"));
                exact += found.equals(wanted) ? 1 : 0;
                if (!found.equals(wanted)) {
                    complain("resolved tables " + wanted, statements.get(i), found);
                }
            }
        }
        report(corpus, Map.of("resolved", resolved, "resolved-tables-exact", exact), statements.size());
    }

    /// How many of the queries and changes of rows are resolved against a catalogue that has what they name.
    @ParameterizedTest
    @ValueSource(strings = {"my_clients", "my_dump_restore"})
    void columnsOfMysqlAreFollowed(String corpus) throws IOException {
        SnapshotCatalog catalog = SnapshotCatalog.resource(List.of("shop"), "/sql/mariadb11-catalog.txt");
        int resolved = 0;
        int queries = 0;
        try (TreeParser trees = new TreeParser(5_000)) {
            MysqlStatementAnalyzer analyzer = new MysqlStatementAnalyzer(1 << 20, trees);
            for (String text : Corpus.statements(corpus)) {
                boolean query = analyzer.analyze(text, MYSQL) instanceof Understood read
                        && read.statements().stream().anyMatch(facts -> facts.kinds().stream()
                                .anyMatch(Set.of("select", "insert", "update", "delete")::contains));
                Analysis analysis = analyzer.analyze(text, MYSQL, catalog);
                queries += query ? 1 : 0;
                resolved += query && analysis instanceof Understood ? 1 : 0;
                if (analysis instanceof NotUnderstood) {
                    complain("not resolved", text, analysis);
                }
            }
        }
        report(corpus, Map.of("resolved", resolved), queries);
    }

    private static void count(String corpus, java.util.function.Function<String, Analysis> analyzer)
            throws IOException {
        List<String> statements = Corpus.statements(corpus);
        int understood = 0;
        for (String text : statements) {
            Analysis analysis = analyzer.apply(text);
            if (analysis instanceof NotUnderstood) {
                complain("not understood", text, analysis);
            } else {
                understood++;
            }
        }
        report(corpus, Map.of("understood", understood), statements.size());
    }

    private static boolean locks(StatementFacts facts, JsonNode expected) {
        return !expected.get("lock").asBoolean() || facts.effects().contains("write");
    }

    private static Set<String> strings(JsonNode list) {
        Set<String> all = new HashSet<>();
        list.forEach(entry -> all.add(entry.asText()));
        return all;
    }

    private static void complain(String what, String sql, Object found) {
        if (System.getenv("CORPUS_VERBOSE") != null) {
            System.out.println("  " + what + " | " + found + " | " + sql.replaceAll("\\s+", " "));
        }
    }

    private static void report(String corpus, Map<String, Integer> figures, int of) throws IOException {
        Properties baseline = new Properties();
        try (InputStream in =
                Objects.requireNonNull(CorpusTest.class.getResourceAsStream("/sql/corpus-baseline.properties"))) {
            baseline.load(in);
        }
        figures.forEach((what, count) -> {
            String key = corpus + "." + what;
            System.out.printf("corpus %-32s %4d of %4d  %6.2f %%%n", key, count, of, 100.0 * count / of);
            assertThat(count)
                    .as("%s may only grow", key)
                    .isGreaterThanOrEqualTo(Integer.parseInt(baseline.getProperty(key, "0")));
        });
    }
}
