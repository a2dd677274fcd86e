package dev.gatehouse.gateway.masking;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.gateway.reading.Reading;
import dev.gatehouse.mask.Mask;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.wire.row.ColumnMeta;

/// Which mask an output gets as a whole, for all that it draws on. What the server says of it adds to that.
///
/// `partial` and `hash` are for values as they are in their column: of what is computed from one, each may show
/// another part of it, so it is redacted. Threads: the session's event loop only.
final class OutputWishes {
    private final Reading reading;
    private final MaskTerms terms;
    private final MaskedColumns masked;
    private final @Nullable CatalogSnapshot snapshot;

    OutputWishes(Reading reading, MaskTerms terms, MaskedColumns masked) {
        this.reading = reading;
        this.terms = terms;
        this.masked = masked;
        this.snapshot = reading.view().snapshot();
    }

    /// Null for an output that needs none.
    ///
    /// @param candidates one of which is the lineage of the result
    /// @param freely whether what is no plain column may come from anywhere
    MaskTerms.@Nullable Wish of(ColumnMeta column, int output, List<Lineage> candidates, boolean freely) {
        Optional<Table> table = table(column);
        Optional<ColumnRef> named = table.flatMap(known -> column(known, column));
        boolean derived = candidates.size() > 1 || candidates.getFirst().nested();
        // by name, MySQL and MariaDB announce what the text calls so inside of queries and views
        boolean certain = column.tableId() != 0 || !derived;
        Optional<ColumnRef> plain =
                table.isPresent() && certain && !table.get().relation().view() ? named : Optional.empty();
        MaskTerms.Wish wish = null;
        if (named.isPresent()) {
            wish = wish(named.get(), plain.isPresent());
        }
        for (Lineage lineage : candidates) {
            wish = stricter(wish, of(lineage.outputs().get(output), plain));
        }
        return freely && plain.isEmpty() ? stricter(wish, terms.ofUnknown()) : wish;
    }

    /// @param plain the one column whose values the output has as they are
    MaskTerms.@Nullable Wish of(Lineage.Output output, Optional<ColumnRef> plain) {
        boolean asItIs = output.sources().size() == 1
                && plain.filter(output.sources()::contains).isPresent();
        MaskTerms.Wish strictest = null;
        for (ColumnRef source : output.sources()) {
            strictest = stricter(strictest, wish(source, asItIs));
        }
        return strictest;
    }

    private MaskTerms.@Nullable Wish wish(ColumnRef source, boolean asItIs) {
        MaskTerms.Wish wish = terms.of(source, reading.view()).orElse(null);
        if (wish == null) {
            return null;
        }
        masked.whole(MaskRules.name(source));
        return asItIs ? wish : new MaskTerms.Wish(wish.mask().stricter(Mask.REDACT), wish.kind());
    }

    private static MaskTerms.@Nullable Wish stricter(MaskTerms.@Nullable Wish one, MaskTerms.@Nullable Wish other) {
        return one == null ? other : one.stricter(other);
    }

    private Optional<Table> table(ColumnMeta column) {
        if (snapshot == null) {
            return Optional.empty();
        }
        return column.tableId() != 0
                ? snapshot.numbered(column.tableId())
                : column.table().isEmpty() || column.schema().isEmpty()
                        ? Optional.empty()
                        : snapshot.table(column.schema(), column.table());
    }

    private static Optional<ColumnRef> column(Table table, ColumnMeta column) {
        List<String> names = table.relation().columns();
        for (int i = 0; i < names.size(); i++) {
            boolean same = column.tableId() != 0
                    ? table.number().attribute(i) == column.attribute()
                    : names.get(i).equalsIgnoreCase(column.column());
            if (same) {
                return Optional.of(new ColumnRef(
                        table.relation().schema(), table.relation().name(), names.get(i)));
            }
        }
        return Optional.empty();
    }
}
