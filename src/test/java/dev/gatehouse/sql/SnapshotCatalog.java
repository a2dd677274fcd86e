package dev.gatehouse.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A catalogue out of lines `schema.table: column, column` or `schema.view: columns = query`.
public final class SnapshotCatalog implements Catalog {
    private final Map<String, Relation> relations = new LinkedHashMap<>();
    private final List<String> path;

    public SnapshotCatalog(List<String> path, String lines) {
        this.path = path;
        lines.lines().filter(line -> !line.isBlank()).forEach(this::add);
    }

    /// The lines of a file among the test resources.
    public static SnapshotCatalog resource(List<String> path, String file) {
        try (InputStream in = Objects.requireNonNull(SnapshotCatalog.class.getResourceAsStream(file))) {
            return new SnapshotCatalog(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        String[] nameAndRest = line.strip().split(":", 2);
        String[] name = nameAndRest[0].split("\\.", 2);
        String[] columnsAndQuery = nameAndRest[1].split("=", 2);
        List<String> columns = new ArrayList<>();
        Arrays.stream(columnsAndQuery[0].split(",", -1))
                .map(String::strip)
                .filter(c -> !c.isEmpty())
                .forEach(columns::add);
        String query = columnsAndQuery.length == 2 ? columnsAndQuery[1].strip() : "";
        relations.put(key(name[0], name[1]), new Relation(name[0], name[1], columns, query));
    }

    /// `information_schema` of MySQL is the same in any case; so no other schema has such a name here.
    private static String key(String schema, String name) {
        return schema.equalsIgnoreCase("information_schema")
                ? (schema + "." + name).toLowerCase(Locale.ROOT)
                : schema + "." + name;
    }

    @Override
    public Routines routines() {
        return Routines.NONE;
    }

    @Override
    public long version() {
        return 1;
    }

    @Override
    public Optional<Relation> relation(String schema, String name) {
        List<String> schemas = schema.isEmpty() ? path : List.of(schema);
        return schemas.stream()
                .map(each -> relations.get(key(each, name)))
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }
}
