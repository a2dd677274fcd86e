package dev.gatehouse.detect;

import java.util.EnumSet;
import java.util.Set;

/// What a column's type can hold at all, by the words that PostgreSQL and MySQL have for it.
public enum TypeFamily {
    TEXT,
    DOCUMENT,
    BYTES,
    UUID,
    /// Also of a numeric type without a fraction, and of an approximate one.
    INTEGER,
    /// An integer of at most two bytes.
    SMALL,
    /// With decimal places; amounts.
    FRACTION,
    BOOL,
    DATE,
    MOMENT,
    /// A list of words, an address in a network, a shape: what they say is in their types.
    CLOSED,
    /// Types that people have made, and those that nobody named.
    UNKNOWN;

    private static final Set<SensitiveKind> NUMBERS = EnumSet.of(
            SensitiveKind.PHONE,
            SensitiveKind.CARD,
            SensitiveKind.NATIONAL_ID,
            SensitiveKind.IBAN,
            SensitiveKind.PASSWORD,
            SensitiveKind.BIRTH_DATE);

    private static final Set<SensitiveKind> SHORT_NUMBERS =
            EnumSet.of(SensitiveKind.CARD, SensitiveKind.PASSWORD, SensitiveKind.BIRTH_DATE);

    private static final Set<SensitiveKind> RANDOM =
            EnumSet.of(SensitiveKind.KEY, SensitiveKind.TOKEN, SensitiveKind.SECRET, SensitiveKind.PASSWORD);

    private static final int SHORTEST_TEXT = 6;
    private static final int SHORTEST_NUMBER = 9;

    /// Whether values of such a column can be told by their looks: text, and whole numbers long enough.
    public static boolean canShow(String type) {
        String small = type.strip().toLowerCase(java.util.Locale.ROOT);
        int length = length(small);
        return switch (of(type)) {
            case TEXT -> length == 0 || length >= SHORTEST_TEXT;
            case DOCUMENT, BYTES, UNKNOWN -> true;
            case INTEGER ->
                small.startsWith("bigint")
                        || (small.startsWith("numeric") || small.startsWith("decimal"))
                                && (length == 0 || length >= SHORTEST_NUMBER);
            case UUID, SMALL, FRACTION, BOOL, DATE, MOMENT, CLOSED -> false;
        };
    }

    /// The first number in parentheses; 0 if there is none.
    private static int length(String type) {
        int from = type.indexOf('(') + 1;
        int to = from;
        while (from > 0 && to < type.length() && to - from < 9 && Character.isDigit(type.charAt(to))) {
            to++;
        }
        return to == from ? 0 : Integer.parseInt(type.substring(from, to));
    }

    /// Whether values of this kind can be in such a column.
    boolean holds(SensitiveKind kind) {
        return switch (this) {
            case TEXT, DOCUMENT, BYTES, UNKNOWN -> true;
            case UUID -> RANDOM.contains(kind);
            case INTEGER -> NUMBERS.contains(kind);
            case SMALL -> SHORT_NUMBERS.contains(kind);
            case DATE, MOMENT -> kind == SensitiveKind.BIRTH_DATE;
            case FRACTION, BOOL, CLOSED -> false;
        };
    }

    /// By the type as the server writes it, such as `character varying(40)[]` or `int(10) unsigned`.
    public static TypeFamily of(String type) {
        String small = type.strip().toLowerCase(java.util.Locale.ROOT);
        if (small.startsWith("bit(1)") || small.startsWith("tinyint(1)") || small.equals("bit")) {
            return BOOL;
        }
        int parameters = small.indexOf('(');
        String base = (parameters < 0 ? small : small.substring(0, parameters))
                .replace("[]", "")
                .strip();
        boolean fraction = parameters >= 0 && fraction(small.substring(parameters));
        return switch (base.endsWith(" unsigned") ? base.substring(0, base.length() - 9) : base) {
            case "text", "character varying", "varchar", "character", "char", "bpchar", "citext", "name", "tinytext" ->
                TEXT;
            case "mediumtext", "longtext", "nvarchar", "nchar", "\"char\"" -> TEXT;
            case "json", "jsonb", "xml", "hstore" -> DOCUMENT;
            case "bytea", "blob", "tinyblob", "mediumblob", "longblob", "binary", "varbinary" -> BYTES;
            case "uuid" -> UUID;
            case "integer", "int", "bigint", "mediumint", "serial", "bigserial" -> INTEGER;
            case "smallint", "tinyint", "smallserial" -> SMALL;
            case "numeric", "decimal" -> fraction ? FRACTION : INTEGER;
            case "double precision", "double", "real", "float" -> INTEGER;
            case "money" -> FRACTION;
            case "boolean", "bool" -> BOOL;
            case "date", "year" -> DATE;
            case "enum", "set" -> telling(small) ? TEXT : CLOSED;
            case "inet", "inet4", "inet6", "cidr", "macaddr", "macaddr8" -> CLOSED;
            case "point", "line", "lseg", "box", "path", "polygon", "circle", "geometry", "geography" -> CLOSED;
            case "interval", "tsquery", "oid", "bit varying", "bit" -> CLOSED;
            default ->
                base.startsWith("time") || base.startsWith("datetime") || base.startsWith("interval")
                        ? MOMENT
                        : UNKNOWN;
        };
    }

    /// Whether one of the listed words looks like a value of somebody's rather than a word.
    private static boolean telling(String listed) {
        return listed.indexOf('@') >= 0 || listed.matches(".*[0-9][0-9 .-]{5,}.*");
    }

    private static boolean fraction(String parameters) {
        int comma = parameters.indexOf(',');
        return comma >= 0 && !parameters.substring(comma + 1).strip().startsWith("0");
    }
}
