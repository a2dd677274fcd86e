package dev.gatehouse.mask;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// Which values PostgreSQL's types have in every length that occurs; null where none is known.
final class PgSameLength {
    private static final SameLength JSON = OneOf.of(Filling.JSON, Zeros.DIGITS);
    private static final SameLength RANGE = OneOf.of(Filling.of("empty", ' ', ""), Filling.of("(,)", ' ', ""));
    /// Family, bits, whether it is a network, bytes, and as many zeros: of version 4 and 6.
    private static final SameLength INET = OneOf.values(
            new byte[] {2, 32, 0, 4, 0, 0, 0, 0},
            new byte[] {3, (byte) 128, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    private static final SameLength CIDR = OneOf.values(
            new byte[] {2, 32, 1, 4, 0, 0, 0, 0},
            new byte[] {3, (byte) 128, 1, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    private static final SameLength TSVECTOR = new Walked(Lexemes::new);
    private static final int COUNT_BYTES = 4;

    private PgSameLength() {}

    static @Nullable SameLength of(ColumnMeta column) {
        PgType type = PgType.of(column.typeId());
        boolean binary = column.format() == CellFormat.BINARY;
        if (binary) {
            return ofBinary(column.typeId());
        }
        if (type != null) {
            return text(type);
        }
        PgType element = PgType.ofArray(column.typeId());
        return element == null ? Filling.STARS : array(element);
    }

    /// Of values in binary form.
    static @Nullable SameLength ofBinary(int oid) {
        if (isContainer(oid)) {
            return new BinaryValues(oid);
        }
        PgType type = PgType.of(oid);
        return type == null ? null : binary(type);
    }

    /// Whether the binary form has values of other types, one after the other.
    static boolean isContainer(int oid) {
        PgType type = PgType.of(oid);
        if (type == null) {
            return PgType.ofArray(oid) != null;
        }
        return switch (type) {
            case RECORD, ANYARRAY, INT2VECTOR, OIDVECTOR -> true;
            default -> false;
        };
    }

    /// Of one element, or of none.
    private static SameLength array(PgType element) {
        return switch (element) {
            case TEXT, VARCHAR, BPCHAR, NAME, CHAR, CSTRING, XML -> Filling.of("{", '*', "}");
            case INT2, INT4, INT8, OID, FLOAT4, FLOAT8, NUMERIC -> Filling.of("{", '0', "}");
            case JSON, JSONB -> Filling.of("{", '1', "}");
            default -> Filling.of("{", ' ', "}");
        };
    }

    private static SameLength text(PgType type) {
        return switch (type) {
            case CHAR, NAME, TEXT, XML, PG_NODE_TREE, UNKNOWN_LITERAL, BPCHAR, VARCHAR, REFCURSOR, CSTRING ->
                Filling.STARS;
            case JSON, JSONB, JSONPATH -> JSON;
            case BYTEA -> KeptShape.BYTEA;
            case INT2, INT4, INT8, OID, XID, CID, XID8, FLOAT4, FLOAT8, NUMERIC, BIT, VARBIT -> Zeros.DIGITS;
            case REGPROC, REGPROCEDURE, REGOPER, REGOPERATOR, REGCLASS, REGTYPE -> Zeros.DIGITS;
            case REGCONFIG, REGDICTIONARY, REGNAMESPACE, REGROLE, REGCOLLATION -> Zeros.DIGITS;
            case TIME, TIMETZ, INTERVAL, MONEY, TID, INT2VECTOR, OIDVECTOR -> KeptShape.ZEROS;
            case DATE, TIMESTAMP, TIMESTAMPTZ -> DatedText.ISO;
            case BOOL -> OneOf.values(new byte[] {'f'});
            case UUID, INET, CIDR, MACADDR, MACADDR8, PG_LSN -> KeptShape.HEX;
            case POINT, LSEG, PATH, BOX, POLYGON, LINE, CIRCLE, TXID_SNAPSHOT, PG_SNAPSHOT -> KeptShape.ONES;
            case TSVECTOR, TSQUERY -> Filling.of("'", '*', "'");
            case INT4RANGE, NUMRANGE, TSRANGE, TSTZRANGE, DATERANGE, INT8RANGE -> RANGE;
            case INT4MULTIRANGE, NUMMULTIRANGE, TSMULTIRANGE, TSTZMULTIRANGE, DATEMULTIRANGE, INT8MULTIRANGE ->
                Filling.of("{}", ' ', "");
            case RECORD -> Filling.of("(", '*', ")");
            case ANYARRAY -> Filling.of("{", '*', "}");
            case VOID -> Filling.STARS;
        };
    }

    private static @Nullable SameLength binary(PgType type) {
        return switch (type) {
            case CHAR, NAME, TEXT, XML, PG_NODE_TREE, UNKNOWN_LITERAL, BPCHAR, VARCHAR, REFCURSOR, CSTRING ->
                Filling.STARS;
            case JSON -> JSON;
            case JSONB, JSONPATH -> OneOf.of(Filling.JSON_BINARY, Filling.of("\0010", ' ', ""));
            case NUMERIC -> NumericZero.BINARY;
            case INET -> INET;
            case CIDR -> CIDR;
            case BIT, VARBIT, POLYGON, TXID_SNAPSHOT, PG_SNAPSHOT -> new Zeros(COUNT_BYTES, (byte) 0);
            case PATH -> new Zeros(1 + COUNT_BYTES, (byte) 0);
            case BYTEA, VOID -> Zeros.BINARY;
            case INT2VECTOR, OIDVECTOR, RECORD, ANYARRAY, TSQUERY -> null;
            case TSVECTOR -> TSVECTOR;
            case INT4RANGE, TSRANGE, TSTZRANGE, DATERANGE, INT8RANGE, NUMRANGE ->
                ranges(type == PgType.NUMRANGE, false);
            case INT4MULTIRANGE, TSMULTIRANGE, TSTZMULTIRANGE, DATEMULTIRANGE, INT8MULTIRANGE, NUMMULTIRANGE ->
                ranges(type == PgType.NUMMULTIRANGE, true);
            case BOOL, INT2, INT4, INT8, OID, XID, CID, XID8, FLOAT4, FLOAT8, MONEY, TID, PG_LSN -> fixed(type);
            case REGPROC, REGPROCEDURE, REGOPER, REGOPERATOR, REGCLASS, REGTYPE -> fixed(type);
            case REGCONFIG, REGDICTIONARY, REGNAMESPACE, REGROLE, REGCOLLATION -> fixed(type);
            case DATE, TIMESTAMP, TIMESTAMPTZ, TIME, TIMETZ, INTERVAL, UUID, MACADDR, MACADDR8 -> fixed(type);
            case POINT, LSEG, BOX, LINE, CIRCLE -> fixed(type);
        };
    }

    private static SameLength ranges(boolean numeric, boolean several) {
        return new Walked(() -> new Ranges(numeric, several));
    }

    /// All values of the type are as long as the redacted one.
    private static @Nullable SameLength fixed(PgType type) {
        byte[] value = type.redacted(true);
        return value == null ? null : OneOf.values(value);
    }
}
