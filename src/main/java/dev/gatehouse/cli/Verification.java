package dev.gatehouse.cli;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.gatehouse.boot.CatalogSources;
import dev.gatehouse.boot.SqlReaders;
import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.ServerJudge;
import dev.gatehouse.catalog.ServerReading;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.gateway.reading.LineageProvenance;
import dev.gatehouse.gateway.reading.SqlReader;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.tree.TreeParser;
import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.row.AnnouncedColumns;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// Holds the gateway's reading of texts against that of a target's own server, which runs none of them. Opened for
/// one target; a text is read as one of a new session there. Threads: one.
final class Verification implements AutoCloseable {
    private static final long TREE_MILLIS = 1_000;
    private static final int SQL_BYTES = 1 << 20;
    private static final Set<String> ASKED = Set.of("select", "insert", "update", "delete", "merge");
    private static final String RECORD = "the server's own record of all columns that it reads (pg_depend)";
    private static final String ANNOUNCEMENT =
            "the server's announcement of the result's columns, which says nothing of"
                    + " conditions or of what is computed";

    /// How both readings stand to each other.
    enum Verdict {
        /// The server names nothing that the gateway does not.
        AGREES("agrees"),
        /// It does: the policy has not seen all that the statement reads.
        TOO_FEW("too few"),
        /// The policy sees the text as opaque.
        NOT_UNDERSTOOD("not understood by the gateway"),
        REFUSED("not taken by the server"),
        NOT_ASKED("not asked");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// @param by what the server was asked for; empty where it was not asked, or does not take the text
    /// @param missing what the server names and the gateway does not
    /// @param more what the gateway names and the server does not
    record Verified(String sql, String verdict, String by, List<String> missing, List<String> more, String why) {
        boolean isTooFew() {
            return verdict.equals(Verdict.TOO_FEW.words);
        }

        boolean isAgreed() {
            return verdict.equals(Verdict.AGREES.words);
        }
    }

    private final String protocol;
    private final ServerJudge judge;
    private final Map<String, String> variables;
    private final CatalogSnapshot snapshot;
    private final TargetSettings target;
    private final TreeParser trees = new TreeParser(TREE_MILLIS);

    private Verification(TargetSettings target, ServerJudge judge, CatalogSnapshot snapshot) {
        this.target = target;
        this.protocol = target.target().protocol();
        this.judge = judge;
        this.variables = judge.variables();
        this.snapshot = snapshot;
    }

    /// Errors: [CommandStopped] when the target cannot be reached, or its catalogue not be had.
    static Verification open(TargetSettings target) throws CommandStopped {
        String name = target.target().name();
        CatalogSnapshot snapshot = CatalogSources.fetch(target)
                .orElseThrow(() -> CommandStopped.unread("the catalogue of " + name + " cannot be had"));
        try {
            return new Verification(target, CatalogSources.judge(target.target()), snapshot);
        } catch (SQLException e) {
            throw CommandStopped.unread("the server of " + name + " cannot be asked: " + e.getMessage());
        }
    }

    /// Errors: [CommandStopped] when the server is lost.
    Verified verify(String sql) throws CommandStopped {
        Analysis analysis = read(sql);
        if (analysis instanceof Analysis.Understood(List<StatementFacts> statements, String _)
                && (statements.size() != 1
                        || !ASKED.containsAll(statements.getFirst().kinds()))) {
            return verified(sql, Verdict.NOT_ASKED, "a server is asked about one query or change of rows at a time");
        }
        try {
            return switch (judge.ask(sql)) {
                case ServerReading.Refused(String why) -> verified(sql, Verdict.REFUSED, why);
                case ServerReading.NotAsked(String why) -> verified(sql, Verdict.NOT_ASKED, why);
                case ServerReading.Recorded recorded -> compare(sql, analysis, recorded);
                case ServerReading.Announced announced -> compare(sql, analysis, announced);
            };
        } catch (SQLException e) {
            throw CommandStopped.unread("the server was lost: " + e.getMessage());
        }
    }

    private Analysis read(String sql) {
        SqlReader reader = SqlReaders.all(SQL_BYTES, trees).get(protocol);
        if (reader == null) {
            throw new IllegalStateException("no reader for dialect " + protocol);
        }
        return reader.analyzer().analyze(sql, variables, PolicyExplanation.catalog(target.target(), snapshot));
    }

    private static Verified verified(String sql, Verdict verdict, String why) {
        return new Verified(sql, verdict.words, "", List.of(), List.of(), why);
    }

    /// The columns of a target of ON CONFLICT are all recorded, whether or not the text names them.
    private static Verified compare(String sql, Analysis analysis, ServerReading.Recorded recorded) {
        Set<String> theirs = new TreeSet<>();
        recorded.columns().forEach(column -> theirs.add(dotted(column)));
        Set<String> tables = new TreeSet<>();
        recorded.tables().forEach(table -> tables.add(dotted(table)));
        if (!(analysis instanceof Analysis.Understood(List<StatementFacts> statements, String _))) {
            tables.addAll(theirs);
            return new Verified(
                    sql,
                    Verdict.NOT_UNDERSTOOD.words,
                    RECORD,
                    List.copyOf(tables),
                    List.of(),
                    ((Analysis.NotUnderstood) analysis).why());
        }
        StatementFacts facts = statements.getFirst();
        Set<ColumnRef> named = facts.lineage().map(Lineage::named).orElse(Set.of());
        Set<String> ours = named.stream().map(Verification::dotted).collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(tables);
        facts.tables().forEach(table -> missing.remove(table.schema() + "." + table.name()));
        theirs.stream().filter(column -> !ours.contains(column)).forEach(missing::add);
        String why = "";
        if (sql.matches("(?is).*\\bon\\s+conflict\\b.*")) {
            why = "for ON CONFLICT the server records all columns of the table that is written";
            facts.tables().stream()
                    .filter(table -> table.access().contains("write"))
                    .forEach(table ->
                            missing.removeIf(column -> column.startsWith(table.schema() + "." + table.name() + ".")));
        }
        Set<String> more = named.stream()
                .filter(column -> recorded.tables().contains(new Table.Name(column.schema(), column.table())))
                .map(Verification::dotted)
                .filter(column -> !theirs.contains(column))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Verified(sql, verdict(missing).words, RECORD, List.copyOf(missing), List.copyOf(more), why);
    }

    private Verified compare(String sql, Analysis analysis, ServerReading.Announced announced) {
        if (!(analysis instanceof Analysis.Understood(List<StatementFacts> statements, String _))) {
            List<String> columns = announced.outputs().stream()
                    .flatMap(Optional::stream)
                    .map(Verification::dotted)
                    .toList();
            String why = ((Analysis.NotUnderstood) analysis).why();
            return new Verified(sql, Verdict.NOT_UNDERSTOOD.words, ANNOUNCEMENT, columns, List.of(), why);
        }
        Optional<Provenance> provenance = LineageProvenance.of(statements, snapshot, protocol);
        if (provenance.isEmpty()) {
            return verified(sql, Verdict.NOT_ASKED, "it is not known here what its result draws on");
        }
        List<ColumnMeta> columns = announced.outputs().stream()
                .map(output -> meta(output.orElse(new ColumnRef("", "", ""))))
                .toList();
        List<String> missing =
                provenance.get().compare(0, AnnouncedColumns.of(columns)) instanceof Announced.Contradicts contradicts
                        ? List.of(contradicts.words())
                        : List.of();
        return new Verified(sql, verdict(missing).words, ANNOUNCEMENT, missing, List.of(), "");
    }

    private static Verdict verdict(Collection<String> missing) {
        return missing.isEmpty() ? Verdict.AGREES : Verdict.TOO_FEW;
    }

    private static ColumnMeta meta(ColumnRef column) {
        return new ColumnMeta("", column.schema(), column.table(), column.name(), 0, 0, 0, 0, 0, 0, CellFormat.TEXT);
    }

    private static String dotted(ColumnRef column) {
        return column.schema() + "." + column.table() + "." + column.name();
    }

    private static String dotted(Table.Name table) {
        return table.schema() + "." + table.name();
    }

    /// For people.
    static List<String> lines(Verified verified) {
        List<String> lines = new ArrayList<>();
        lines.add("verified    " + verified.verdict() + (verified.why().isEmpty() ? "" : ": " + verified.why()));
        if (!verified.by().isEmpty()) {
            lines.add("  by        " + verified.by());
        }
        verified.missing().forEach(column -> lines.add("  missing   " + column));
        verified.more().forEach(column -> lines.add("  more      " + column));
        return lines;
    }

    /// How many of each verdict.
    static Map<String, Long> counts(List<Verified> all) {
        Map<String, Long> counts = new TreeMap<>();
        all.forEach(one -> counts.merge(one.verdict(), 1L, Long::sum));
        return counts;
    }

    @Override
    public void close() throws CommandStopped {
        trees.close();
        try {
            judge.close();
        } catch (SQLException e) {
            throw CommandStopped.unread("the server was lost: " + e.getMessage());
        }
    }
}
