package dev.gatehouse.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import dev.gatehouse.sql.Procedure;

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

    /// `schema.name call in a, out b: body`
    private static void procedure(String line, SchemaGatherer gathered) {
        String[] parts = line.split(":", 2);
        String[] head = parts[0].split(" call ?", 2);
        String[] name = head[0].split("\\.", 2);
        List<Procedure.Parameter> parameters = head[1].isBlank()
                ? List.of()
                : Arrays.stream(head[1].split(",", -1))
                        .map(each -> each.strip().split(" ", 2))
                        .map(each -> new Procedure.Parameter(each[1], !each[0].equals("out"), !each[0].equals("in")))
                        .toList();
        gathered.procedure(name[1], new Procedure(name[0], parts[1].strip(), "", parameters));
    }

    private static Schemas read(SchemaGatherer gathered, Set<String> usable, String lines, String user, String system) {
        usable.forEach(gathered::usable);
        List<String> sorted =
                lines.lines().filter(line -> !line.isBlank()).sorted().toList();
        long number = 1_000;
        for (String line : sorted) {
            if (line.contains(" call ")) {
                procedure(line.strip(), gathered);
                continue;
            }
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
