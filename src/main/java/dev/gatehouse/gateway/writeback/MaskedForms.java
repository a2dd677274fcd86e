package dev.gatehouse.gateway.writeback;

import java.util.Locale;
import java.util.Set;

import dev.gatehouse.mask.Mask;

/// The forms of what masks leave, as bits, and which of them the masked values of a column have by its type.
///
/// A type that is not known, a domain for one, may leave any. Hashed numbers have no form of their own. Stateless.
public final class MaskedForms {
    public static final int NONE = 0;
    /// Zero as a number.
    static final int ZERO = 1;
    /// PostgreSQL's `numeric` zero with decimals, in binary: as an integer it is another number.
    static final int ZERO_DECIMAL = 1 << 1;
    static final int FALSE = 1 << 2;
    /// 1970-01-01.
    static final int DAY = 1 << 3;
    /// The midnight before it, in any zone.
    static final int MOMENT = 1 << 4;
    static final int MIDNIGHT = 1 << 5;
    static final int NO_TIME = 1 << 6;
    static final int ZERO_UUID = 1 << 7;
    /// A UUID of version 8.
    static final int HASHED_UUID = 1 << 8;
    static final int NO_ADDRESS = 1 << 9;
    static final int NO_BYTES = 1 << 10;
    static final int NO_ELEMENTS = 1 << 11;
    static final int NO_RANGE = 1 << 12;
    /// Nothing but zeros, of any number.
    static final int ZEROS = 1 << 13;
    static final int YEAR = 1 << 14;
    /// Nothing but stars.
    static final int STARS = 1 << 15;
    static final int NULL = 1 << 16;
    /// MySQL's point at the origin.
    static final int ORIGIN = 1 << 17;
    /// Stars within a text, as findings leave them: what a column may have that is not masked whole.
    public static final int STARRED = 1 << 18;
    static final int ANY = -1;

    private static final Set<String> WHOLE = Set.of("smallint", "integer", "bigint", "int", "tinyint", "mediumint");
    private static final Set<String> FRACTION = Set.of("real", "double", "float", "money", "oid", "xid", "xid8");

    private MaskedForms() {}

    /// @param type as the catalogue has it
    public static int of(String type, Mask mask) {
        return switch (mask) {
            case NULL -> NULL;
            case REDACT, PARTIAL -> redacted(type.toLowerCase(Locale.ROOT));
            case HASH -> redacted(type.toLowerCase(Locale.ROOT)) | HASHED_UUID; // what is computed is redacted
        };
    }

    private static int redacted(String type) {
        if (type.endsWith("[]")) {
            return redacted(type.substring(0, type.length() - 2)) == ANY ? ANY : NO_ELEMENTS;
        }
        String word = word(type);
        if (WHOLE.contains(word) || FRACTION.contains(word)) {
            return ZERO | FALSE;
        }
        return switch (word) {
            case "numeric", "decimal" -> ZERO | ZERO_DECIMAL | FALSE;
            case "boolean", "bool" -> FALSE | ZERO;
            case "date" -> DAY | MOMENT;
            case "timestamp", "datetime" -> DAY | MOMENT;
            case "time" -> MIDNIGHT;
            case "interval" -> NO_TIME | MIDNIGHT;
            case "uuid" -> ZERO_UUID;
            case "inet", "cidr", "inet4", "inet6" -> NO_ADDRESS;
            case "bytea", "binary", "varbinary", "blob", "tinyblob", "mediumblob", "longblob", "set" -> NO_BYTES;
            case "bit", "macaddr", "macaddr8", "vector" -> ZEROS | ZERO;
            case "box", "circle", "line", "lseg", "path", "point", "polygon" -> ZEROS | ZERO | ORIGIN;
            case "geometry", "linestring", "geometrycollection", "multipoint", "multilinestring", "multipolygon" ->
                ORIGIN;
            case "int4range", "int8range", "numrange", "daterange", "tsrange", "tstzrange" -> NO_RANGE;
            case "int4multirange", "int8multirange", "nummultirange", "datemultirange", "tsmultirange" -> NO_ELEMENTS;
            case "tstzmultirange" -> NO_ELEMENTS;
            case "year" -> YEAR | DAY | MOMENT; // some drivers have its first day
            case "text", "varchar", "character", "char", "name", "tinytext", "mediumtext", "longtext" -> STARS;
            case "json", "jsonb", "xml", "citext" -> STARS;
            case "enum" -> NULL;
            default -> ANY;
        };
    }

    /// `integer` of `integer`, `numeric` of `numeric(10,2)`, `bit` of `bit varying(5)`.
    private static String word(String type) {
        int end = 0;
        while (end < type.length() && (Character.isLetterOrDigit(type.charAt(end)) || type.charAt(end) == '_')) {
            end++;
        }
        boolean qualified = end < type.length() && type.charAt(end) == '.';
        return qualified ? "" : type.substring(0, end);
    }
}
