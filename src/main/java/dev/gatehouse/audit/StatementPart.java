package dev.gatehouse.audit;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import dev.gatehouse.sql.StatementFacts;

/// What the record says of one text, written once for all its runs.
public final class StatementPart {
    private static final Set<String> READING = Set.of("read", "session");

    final byte[] members;
    final boolean reads;

    private StatementPart(byte[] members, boolean reads) {
        this.members = members;
        this.reads = reads;
    }

    /// `sql` is the text as it shall stand on the record.
    public static StatementPart of(String sql, List<StatementFacts> statements, String fingerprint) {
        JsonLine line = new JsonLine(sql.length() + 256);
        line.field("sql", sql).field("fingerprint", fingerprint);
        line.field("kinds", all(statements, StatementFacts::kinds));
        Set<String> effects = all(statements, StatementFacts::effects);
        line.field("effects", effects);
        line.name("tables").openList();
        statements.stream().flatMap(facts -> facts.tables().stream()).distinct().forEach(table -> line.open()
                .field("schema", table.schema())
                .field("name", table.name())
                .field("access", new TreeSet<>(table.access()))
                .close());
        line.closeList().name("columns").openList();
        statements.stream()
                .flatMap(facts -> facts.columns().stream())
                .distinct()
                .forEach(column -> line.open()
                        .field("schema", column.schema())
                        .field("table", column.table())
                        .field("name", column.name())
                        .field("uses", new TreeSet<>(column.uses()))
                        .field("sensitive", new TreeSet<>(column.sensitive()))
                        .close());
        line.closeList();
        boolean opaque = statements.stream().anyMatch(StatementFacts::opaque);
        return new StatementPart(line.toBytes(), !opaque && READING.containsAll(effects));
    }

    private static Set<String> all(List<StatementFacts> statements, Function<StatementFacts, Set<String>> words) {
        Set<String> all = new TreeSet<>();
        statements.forEach(facts -> all.addAll(words.apply(facts)));
        return all;
    }
}
