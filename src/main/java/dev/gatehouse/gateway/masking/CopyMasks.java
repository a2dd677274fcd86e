package dev.gatehouse.gateway.masking;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gatehouse.gateway.session.TargetView;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.CopyOptions;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;
import dev.gatehouse.wire.row.CopyLayout;

/// The columns and lines of PostgreSQL's copies, of which the server announces neither names nor types.
final class CopyMasks {
    private static final int UNKNOWN = 0;
    private static final int TEXT = 25;

    /// OIDs of types by their names in the catalogue, without modifiers.
    private static final Map<String, Integer> TYPES = Map.ofEntries(
            Map.entry("text", TEXT),
            Map.entry("character varying", 1043),
            Map.entry("character", 1042),
            Map.entry("name", 19),
            Map.entry("smallint", 21),
            Map.entry("integer", 23),
            Map.entry("bigint", 20),
            Map.entry("numeric", 1700),
            Map.entry("boolean", 16),
            Map.entry("real", 700),
            Map.entry("double precision", 701),
            Map.entry("date", 1082),
            Map.entry("timestamp without time zone", 1114),
            Map.entry("timestamp with time zone", 1184),
            Map.entry("uuid", 2950),
            Map.entry("json", 114),
            Map.entry("jsonb", 3802),
            Map.entry("xml", 142),
            Map.entry("bytea", 17));

    private final StatementFacts facts;
    private final TargetView view;
    private final boolean binary;
    private final boolean ofTable;

    /// @param binary as the server announces it
    CopyMasks(StatementFacts facts, TargetView view, boolean binary) {
        this.facts = facts;
        this.view = view;
        this.binary = binary;
        this.ofTable = facts.kinds().equals(Set.of("copy-out"));
    }

    /// How the lines are written; empty where that is not certain.
    Optional<CopyLayout> layout() {
        CopyOptions options = facts.copy().orElse(CopyOptions.UNKNOWN);
        if (!options.understood() || binary != (options.form() == CopyOptions.Form.BINARY)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (options.form()) {
                    case BINARY -> CopyLayout.BINARY;
                    case TEXT -> layout(CopyLayout.Form.TEXT, options);
                    case CSV -> layout(CopyLayout.Form.CSV, options);
                });
    }

    private static CopyLayout layout(CopyLayout.Form form, CopyOptions options) {
        return new CopyLayout(
                form,
                (byte) options.delimiter(),
                options.nullText(),
                (byte) options.quote(),
                (byte) options.escape(),
                options.header());
    }

    /// The column of a table that the output is, as it is there.
    Optional<ColumnRef> plain(Lineage.Output output) {
        return ofTable && output.sources().size() == 1
                ? output.sources().stream().findFirst()
                : Optional.empty();
    }

    /// For a mask of the whole: of what is in no known column of a table nobody knows the type.
    ColumnMeta masked(Lineage.Output output) {
        return column(output, type(output));
    }

    /// For a look through it: what may be text is text.
    ColumnMeta scanned(Lineage.Output output) {
        int type = type(output);
        return column(output, type == UNKNOWN ? TEXT : type);
    }

    private int type(Lineage.Output output) {
        return plain(output).map(this::type).orElse(UNKNOWN);
    }

    private ColumnMeta column(Lineage.Output output, int type) {
        return new ColumnMeta(
                output.name(), "", "", "", 0, 0, type, -1, 0, 0, binary ? CellFormat.BINARY : CellFormat.TEXT);
    }

    private int type(ColumnRef ref) {
        String type = view.type(ref);
        int modifier = type.indexOf('(');
        String name = modifier < 0 ? type : type.substring(0, modifier) + type.substring(type.indexOf(')') + 1);
        return TYPES.getOrDefault(name, UNKNOWN);
    }
}
