package dev.gatehouse.gateway.masking;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.SqlRewriter;

/// What stands in a text of PostgreSQL for a column that is masked where it is read: a fixed value of its type, or
/// NULL.
record ScanValues(MaskTerms masks, CatalogSnapshot snapshot) implements SqlRewriter.Stand {
    @Override
    public Optional<String> in(ColumnRef column) {
        return masks.atScan().stream().anyMatch(pattern -> pattern.has(column))
                ? Optional.of(type(column).map(this::value).orElse("null"))
                : Optional.empty();
    }

    /// As the server writes it, with its schema where that is not the system's.
    private Optional<String> type(ColumnRef column) {
        Optional<Table> table = snapshot.table(column.schema(), column.table());
        List<String> names = table.map(known -> known.relation().columns()).orElse(List.of());
        int index = names.indexOf(column.name());
        return index < 0
                ? Optional.empty()
                : table.map(known -> known.column(index).type());
    }

    private String value(String type) {
        return switch (masks.ofUnknown().mask()) {
            case NULL -> "null::" + type;
            case PARTIAL, HASH, REDACT -> fixed(type) + "::" + type;
        };
    }

    private static String fixed(String type) {
        int end = type.indexOf('(');
        String family = (end < 0 ? type : type.substring(0, end)).toLowerCase(Locale.ROOT);
        return switch (family) {
            case "text", "character varying", "character", "name", "citext" -> "'***'";
            case "smallint", "integer", "bigint", "numeric", "real", "double precision" -> "0";
            case "boolean" -> "false";
            case "date", "timestamp without time zone", "timestamp with time zone" -> "'1970-01-01'";
            case "json", "jsonb" -> "'\"***\"'";
            case "uuid" -> "'00000000-0000-0000-0000-000000000000'";
            default -> "null";
        };
    }
}
