package dev.gatehouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.gatehouse.sql.Analysis.NotUnderstood;
import dev.gatehouse.sql.Analysis.Understood;
import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;

import static org.assertj.core.api.Assertions.assertThat;

/// Known attempts to slip past a reader: those that must not pass as a plain read are never read as one.
class LeaksTest {
    /// Refused because of the columns that they touch, which facts without a catalogue cannot show.
    private static final Set<String> NEEDS_COLUMNS = Set.of(
            "L011", "L013", "L033", "L040", "L043", "L044", "L048", "L050", "L070", "L072", "L074", "L078", "L080",
            "L083", "L126");

    @Test
    void whatMustBeRefusedIsNeverAPlainRead() {
        List<String> plain = new ArrayList<>();
        int held = 0;
        for (JsonNode leak : Corpus.json("leaks/leaks.json")) {
            String expect = leak.get("expect").asText();
            boolean refused = expect.contains("DENY") || expect.contains("WRITE") || expect.contains("DESTRUCTIVE");
            String sql = leak.get("sql").asText();
            if (!refused
                    || sql.startsWith("(")
                    || NEEDS_COLUMNS.contains(leak.get("id").asText())) {
                continue;
            }
            if (plainRead(analyze(leak.get("dialect").asText(), sql))) {
                plain.add(leak.get("id").asText() + " " + sql);
            } else {
                held++;
            }
        }
        System.out.println("leaks held by facts alone: " + held);
        assertThat(plain).isEmpty();
    }

    private static Analysis analyze(String dialect, String sql) {
        return dialect.equals("PG")
                ? new PgStatementAnalyzer(1 << 20)
                        .analyze(sql, Map.of("server_version", "15.8", "standard_conforming_strings", "on"))
                : new MysqlStatementAnalyzer(1 << 20)
                        .analyze(sql, Map.of("version", "11.4.5-MariaDB", "sql_mode", "STRICT_TRANS_TABLES"));
    }

    private static boolean plainRead(Analysis analysis) {
        return switch (analysis) {
            case NotUnderstood _ -> false;
            case Understood understood ->
                understood.statements().stream()
                        .allMatch(facts -> !facts.opaque()
                                && Set.of("read").containsAll(facts.effects())
                                && Set.of("select", "explain", "show").containsAll(facts.kinds()));
        };
    }
}
