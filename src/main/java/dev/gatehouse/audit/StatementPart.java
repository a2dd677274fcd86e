package dev.gatehouse.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.StatementFacts;

/// What the record says of one text, written once for all its runs. Texts with the same meaning share all but the
/// text.
public final class StatementPart {
    /// What stands around a text that needs no escapes: `"sql":""`, and behind one that is not whole.
    private static final int SQL_BYTES = 8;

    private static final int REPLACED_BYTES = 22;

    private static final Set<String> READING = Set.of("read", "session");
    private static final Comparator<ColumnRef> BY_NAME = Comparator.comparing(ColumnRef::schema)
            .thenComparing(ColumnRef::table)
            .thenComparing(ColumnRef::name);

    /// The text as it stands on the record, as a member.
    final byte[] sql;
    /// All members behind it.
    final byte[] rest;
    /// Where the values of results come from: a member of the event itself; empty where that is not known.
    final byte[] lineage;
    final boolean reads;

    private StatementPart(RecordedText text, byte[] rest, byte[] lineage, boolean reads) {
        this.sql = sql(text);
        this.rest = rest;
        this.lineage = lineage;
        this.reads = reads;
    }

    /// The same for another text with the same meaning.
    public StatementPart with(RecordedText text) {
        return new StatementPart(text, rest, lineage, reads);
    }

    private static byte[] sql(RecordedText text) {
        String sql = text.sql();
        JsonLine line = new JsonLine(sql.length() + SQL_BYTES + (text.replaced() ? REPLACED_BYTES : 0));
        line.field("sql", sql);
        return (text.replaced() ? line.field("literals", "replaced") : line).toBytes();
    }

    /// How much there is to say of the text beside the text itself.
    public int factsBytes() {
        return rest.length + lineage.length;
    }

    public static StatementPart of(RecordedText text, List<StatementFacts> statements, String fingerprint) {
        JsonLine line = new JsonLine(256);
        line.field("fingerprint", fingerprint);
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
        line.field("functions", all(statements, StatementFacts::functions));
        boolean opaque = statements.stream().anyMatch(StatementFacts::opaque);
        line.name("flags").openList();
        flags(line, statements, opaque);
        line.closeList();
        return new StatementPart(text, line.toBytes(), lineage(statements), !opaque && READING.containsAll(effects));
    }

    /// Those of the policy's input that are true, by name.
    private static void flags(JsonLine line, List<StatementFacts> statements, boolean opaque) {
        if (statements.stream().anyMatch(StatementFacts::unfiltered)) {
            line.text("unfiltered");
        }
        if (statements.size() > 1) {
            line.text("multiple");
        }
        if (opaque) {
            line.text("opaque");
        }
        if (statements.stream().allMatch(facts -> facts.lineage().isPresent())) {
            line.text("resolved");
        }
    }

    private static byte[] lineage(List<StatementFacts> statements) {
        JsonLine line = new JsonLine(256);
        if (statements.stream().noneMatch(facts -> facts.lineage().isPresent())) {
            return new byte[0];
        }
        line.name("lineage").openList();
        statements.stream()
                .flatMap(facts -> facts.lineage().stream())
                .flatMap(lineage -> lineage.outputs().stream())
                .forEach(output -> {
                    line.open().field("output", output.name()).name("columns").openList();
                    output.sources().stream().sorted(BY_NAME).forEach(column -> line.open()
                            .field("schema", column.schema())
                            .field("table", column.table())
                            .field("name", column.name())
                            .close());
                    line.closeList().close();
                });
        return line.closeList().toBytes();
    }

    private static Set<String> all(List<StatementFacts> statements, Function<StatementFacts, Set<String>> words) {
        Set<String> all = new TreeSet<>();
        statements.forEach(facts -> all.addAll(words.apply(facts)));
        return all;
    }
}
