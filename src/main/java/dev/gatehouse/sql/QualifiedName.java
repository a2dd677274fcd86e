package dev.gatehouse.sql;

/// A name with what qualifies it. `schema` is empty where the text gives none; `last` is the last token of it.
public record QualifiedName(String schema, String name, int last) {
    /// Reads `name`, `schema.name` or `catalog.schema.name` from the name token at `first` on; `.*` behind it
    /// belongs to it.
    public static QualifiedName read(Statement s, int first, Dialect dialect) {
        int i = first;
        while (s.is(i + 1, ".") && s.kind(i + 2).named()) {
            i += 2;
        }
        String schema = i == first ? "" : dialect.name(s, i - 2);
        return new QualifiedName(schema, dialect.name(s, i), s.is(i + 1, ".") && s.is(i + 2, "*") ? i + 2 : i);
    }
}
