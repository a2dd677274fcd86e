package dev.gatehouse.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.gatehouse.sql.Analysis.NotUnderstood;
import dev.gatehouse.sql.Analysis.Understood;
import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;
import dev.gatehouse.sql.tree.TreeParser;

import static org.assertj.core.api.Assertions.assertThat;

/// Attempts to read a column past the reader: its name is at least among the sources of the output that shows it.
class LeakLineageTest {
    private static final Map<String, String> PG = Map.of("server_version", "15.8", "standard_conforming_strings", "on");
    private static final Map<String, String> MYSQL = Map.of("version", "11.4.5-MariaDB", "sql_mode", "");
    private static final SnapshotCatalog PG_SHOP = new SnapshotCatalog(List.of("pg_catalog", "public"), """
            public.customers: id, name, email, ssn, country, created, profile
            public.orders: id, customer_id, amount, note, placed
            public.v_cust: id, name, contact, s = SELECT customers.id, customers.name, customers.email AS contact, upper(customers.ssn) AS s FROM customers WHERE (customers.country = 'FR'::text)
            """);
    private static final SnapshotCatalog MYSQL_SHOP = new SnapshotCatalog(List.of("shop"), """
            shop.customers: id, name, email, ssn, country, created, profile
            shop.orders: id, customer_id, amount, note, placed
            shop.v_cust: id, name, contact, s = select `shop`.`customers`.`id` AS `id`,`shop`.`customers`.`name` AS `name`,`shop`.`customers`.`email` AS `contact`,ucase(`shop`.`customers`.`ssn`) AS `s` from `shop`.`customers` where `shop`.`customers`.`country` = 'FR'
            information_schema.processlist: id, user, info
            """);

    private record Case(String name, String dialect, String sql, String expected) {}

    @Test
    void whatIsShownIsNamed() {
        List<String> faults = new ArrayList<>();
        List<Case> cases = cases();
        try (TreeParser trees = new TreeParser(5_000)) {
            for (Case each : cases) {
                Analysis analysis = each.dialect().equals("PG")
                        ? new PgStatementAnalyzer(1 << 20, trees).analyze(each.sql(), PG, PG_SHOP)
                        : new MysqlStatementAnalyzer(1 << 20, trees).analyze(each.sql(), MYSQL, MYSQL_SHOP);
                String fault = fault(analysis, each.expected());
                if (!fault.isEmpty()) {
                    faults.add(each.name() + " " + each.sql() + " => " + fault);
                }
            }
        }
        System.out.println("leaks whose columns are named: " + (cases.size() - faults.size()) + " of " + cases.size());
        assertThat(faults).isEmpty();
    }

    private static String fault(Analysis analysis, String expected) {
        if (!(analysis instanceof Understood read)) {
            return expected.equals("refused") ? "" : ((NotUnderstood) analysis).why();
        }
        if (expected.equals("refused")) {
            boolean more = read.statements().stream()
                    .anyMatch(facts -> facts.opaque() || !Set.of("read").containsAll(facts.effects()));
            return more ? "" : "a plain read";
        }
        StatementFacts facts = read.statements().getLast();
        String[] parts = expected.split(" / ", -1);
        String outputs = outputs(facts, parts[0]);
        String predicates = parts.length == 1 ? "" : predicates(facts, parts[1]);
        return outputs + predicates;
    }

    private static String outputs(StatementFacts facts, String expected) {
        if (expected.equals("?")) {
            return "";
        }
        String[] wanted = expected.split(", ", -1);
        List<Lineage.Output> found = facts.lineage().orElseThrow().outputs();
        boolean all = wanted.length == found.size();
        for (int i = 0; all && i < wanted.length; i++) {
            Set<String> sources =
                    found.get(i).sources().stream().map(LeakLineageTest::name).collect(Collectors.toSet());
            all = wanted[i].equals("-") ? sources.isEmpty() : sources.containsAll(Set.of(wanted[i].split("\\+")));
        }
        return all ? "" : "outputs " + found;
    }

    private static String predicates(StatementFacts facts, String expected) {
        Set<String> found = Set.of(Columns.uses(facts, "predicate").split(" "));
        return found.containsAll(Set.of(expected.split(" "))) ? "" : " predicates " + found;
    }

    private static String name(ColumnRef ref) {
        return ref.table() + "." + ref.name();
    }

    private static List<Case> cases() {
        Map<String, JsonNode> shared = new HashMap<>();
        Corpus.json("leaks/leaks.json")
                .forEach(leak -> shared.put(leak.get("id").asText(), leak));
        List<Case> cases = new ArrayList<>();
        for (String line : lines()) {
            String[] parts = line.split(" => ", -1);
            JsonNode leak = shared.get(parts[0]);
            cases.add(
                    leak == null
                            ? new Case("own", parts[0], parts[1], parts[2])
                            : new Case(
                                    parts[0],
                                    leak.get("dialect").asText(),
                                    leak.get("sql").asText(),
                                    parts[1]));
        }
        return cases;
    }

    private static List<String> lines() {
        try (InputStream in =
                Objects.requireNonNull(LeakLineageTest.class.getResourceAsStream("/sql/leak-lineage.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
