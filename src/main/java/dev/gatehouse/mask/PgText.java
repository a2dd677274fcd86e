package dev.gatehouse.mask;

import org.jspecify.annotations.Nullable;

/// How the text forms of PostgreSQL's types are read.
final class PgText {
    private PgText() {}

    /// Null when values of the type hold no text; those of types that are not built in may.
    static @Nullable Reading reading(int oid) {
        PgType type = PgType.of(oid);
        if (type != null) {
            return reading(type);
        }
        PgType element = PgType.ofArray(oid);
        if (element == null) {
            return Reading.BY_LOOK;
        }
        if (element == PgType.JSON || element == PgType.JSONB) {
            return Reading.JSON_ARRAY;
        }
        return reading(element) == null ? null : Reading.CONTAINER;
    }

    private static @Nullable Reading reading(PgType type) {
        return switch (type) {
            case CHAR, NAME, TEXT, PG_NODE_TREE, UNKNOWN_LITERAL, BPCHAR, VARCHAR, REFCURSOR, CSTRING ->
                Reading.BY_LOOK;
            case BYTEA -> Reading.BYTEA;
            case JSON, JSONB -> Reading.JSON;
            case XML -> Reading.MARKUP;
            case RECORD, ANYARRAY, TSVECTOR, TSQUERY, JSONPATH -> Reading.CONTAINER;
            default -> null;
        };
    }
}
