package dev.gatehouse.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The columns that the configuration calls sensitive, whatever they are called. Immutable.
public final class ConfiguredColumns {
    public static final ConfiguredColumns NONE = new ConfiguredColumns(List.of());

    private final List<Pattern> patterns;

    /// Parts are compared without regard to case; one that is `*` stands for all.
    record Pattern(String target, String schema, String table, String column) {
        boolean covers(String target, String schema, String table, String column) {
            return part(this.target, target)
                    && part(this.schema, schema)
                    && part(this.table, table)
                    && part(this.column, column);
        }

        private static boolean part(String pattern, String name) {
            return pattern.equals("*") || pattern.equalsIgnoreCase(name);
        }

        String text() {
            return target + "." + schema + "." + table + "." + column;
        }
    }

    private ConfiguredColumns(List<Pattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /// @param patterns such as `shop.public.customers.ssn` or `*.*.customers.ssn`. Errors:
    ///     `IllegalArgumentException` for one without four parts
    public static ConfiguredColumns of(Collection<String> patterns) {
        List<Pattern> all = new ArrayList<>();
        for (String pattern : patterns) {
            String[] parts = pattern.split("\\.", -1);
            if (parts.length != 4) {
                throw new IllegalArgumentException(pattern + " is not target.schema.table.column");
            }
            all.add(new Pattern(parts[0], parts[1], parts[2], parts[3]));
        }
        return new ConfiguredColumns(all);
    }

    /// Those that may be of this target.
    ConfiguredColumns of(String target) {
        return new ConfiguredColumns(patterns.stream()
                .filter(pattern -> Pattern.part(pattern.target(), target))
                .toList());
    }

    /// The patterns that cover the column.
    List<Pattern> covering(String target, String schema, String table, String column) {
        List<Pattern> covering = List.of();
        for (Pattern pattern : patterns) {
            if (pattern.covers(target, schema, table, column)) {
                covering = new ArrayList<>(covering);
                covering.add(pattern);
            }
        }
        return covering;
    }
}
