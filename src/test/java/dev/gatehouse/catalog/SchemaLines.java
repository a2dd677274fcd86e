package dev.gatehouse.catalog;

import java.util.List;
import java.util.Set;

/// Schemas out of lines `schema.table: column, column` or `schema.view: columns = query`. PostgreSQL's tables have
/// numbers from 1001 on in the order of their names; `column@7` gives a column another number than its place,
/// `column integer` another type than `text`.
public final class SchemaLines {
    private SchemaLines() {}

    public static Schemas postgres(Set<String> usable, String lines) {
        return read(new SchemaGatherer(false, Set.of(), false), usable, lines, "gatehouse", "pg_catalog");
    }

    public static Schemas mysql(boolean folds, String lines) {
        Set<String> usable = lines.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().split("\\.", 2)[0])
                .collect(java.util.stream.Collectors.toSet());
        return read(new SchemaGatherer(folds, Set.of("information_schema"), true), usable, lines, "gatehouse", "");
    }

    public static CatalogSnapshot snapshot(long version, Schemas schemas) {
        return new CatalogSnapshot(version, schemas);
    }

    private static Schemas read(SchemaGatherer gathered, Set<String> usable, String lines, String user, String system) {
        usable.forEach(gathered::usable);
        List<String> sorted =
                lines.lines().filter(line -> !line.isBlank()).sorted().toList();
        long number = 1_000;
        for (String line : sorted) {
            String[] parts = line.strip().split("[:=]", 3);
            String[] name = parts[0].split("\\.", 2);
            if (name[0].startsWith("pg_temp_")) {
                gathered.temporary(name[1]);
                continue;
            }
            gathered.table(name[0], name[1], parts.length == 3, parts.length == 3 ? parts[2].strip() : null);
            if (!system.isEmpty()) {
                gathered.number(++number);
            }
            int place = 0;
            for (String column : parts[1].split(",", -1)) {
                String[] numbered = (column.strip() + "@" + ++place).split("@", -1);
                if (!numbered[0].isEmpty()) {
                    String[] typed = numbered[0].split(" ", 2);
                    gathered.column(typed[0], typed.length == 2 ? typed[1] : "text", null);
                    gathered.attribute(Integer.parseInt(numbered[1]));
                }
            }
        }
        return gathered.schemas(user, system);
    }
}
