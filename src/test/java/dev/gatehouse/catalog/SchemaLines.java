package dev.gatehouse.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Schemas out of lines `schema.table: column, column` or `schema.view: columns = query`.
public final class SchemaLines {
    private SchemaLines() {}

    public static Schemas postgres(Set<String> usable, String lines) {
        return read(new SchemaGatherer(false, Set.of(), false), usable, lines, "gatehouse", "pg_catalog");
    }

    public static Schemas mysql(boolean folds, String lines) {
        return read(new SchemaGatherer(folds, Set.of("information_schema"), true), Set.of(), lines, "gatehouse", "");
    }

    public static CatalogSnapshot snapshot(long version, Schemas schemas) {
        return new CatalogSnapshot(version, schemas);
    }

    private static Schemas read(SchemaGatherer gathered, Set<String> usable, String lines, String user, String system) {
        usable.forEach(gathered::usable);
        List<String> sorted =
                lines.lines().filter(line -> !line.isBlank()).sorted().toList();
        for (String line : sorted) {
            String[] parts = line.strip().split("[:=]", 3);
            String[] name = parts[0].split("\\.", 2);
            if (name[0].startsWith("pg_temp_")) {
                gathered.temporary(name[1]);
                continue;
            }
            gathered.table(name[0], name[1], parts.length == 3, parts.length == 3 ? parts[2].strip() : null);
            Arrays.stream(parts[1].split(",", -1))
                    .map(String::strip)
                    .filter(column -> !column.isEmpty())
                    .forEach(column -> gathered.column(column, "text", null));
        }
        return gathered.schemas(user, system);
    }
}
