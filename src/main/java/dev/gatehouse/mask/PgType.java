package dev.gatehouse.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/// A built-in type of PostgreSQL (`pg_type`) with the value that `redact` leaves of it in both forms.
///
/// Domains are announced as their base type; enums, composites and the types of extensions have OIDs of their own
/// and are not here.
enum PgType {
    BOOL(16, 1000, "f", "00"),
    BYTEA(17, 1001, "\\x", ""),
    CHAR(18, 1002, "*", "2a"),
    NAME(19, 1003, "***"),
    INT8(20, 1016, "0", "0000000000000000"),
    INT2(21, 1005, "0", "0000"),
    /// Vectors cannot be empty.
    INT2VECTOR(22, 1006, "0", "0000000100000000000000150000000100000000000000020000"),
    INT4(23, 1007, "0", "00000000"),
    REGPROC(24, 1008, "-", "00000000"),
    TEXT(25, 1009, "***"),
    OID(26, 1028, "0", "00000000"),
    TID(27, 1010, "(0,0)", "000000000000"),
    XID(28, 1011, "0", "00000000"),
    CID(29, 1012, "0", "00000000"),
    OIDVECTOR(30, 1013, "0", "00000001000000000000001a00000001000000000000000400000000"),
    JSON(114, 199, "\"***\""),
    XML(142, 143, "<masked/>"),
    PG_NODE_TREE(194, 0, "***"),
    POINT(600, 1017, "(0,0)", "00".repeat(16)),
    LSEG(601, 1018, "[(0,0),(0,0)]", "00".repeat(32)),
    PATH(602, 1019, "((0,0))", "0100000001" + "00".repeat(16)),
    BOX(603, 1020, "(0,0),(0,0)", "00".repeat(32)),
    POLYGON(604, 1027, "((0,0))", "00000001" + "00".repeat(16)),
    /// The line y = 0: the first two of its numbers may not both be 0.
    LINE(628, 629, "{0,-1,0}", "0000000000000000bff00000000000000000000000000000"),
    CIDR(650, 651, "0.0.0.0/32", "0220010400000000"),
    FLOAT4(700, 1021, "0", "00000000"),
    FLOAT8(701, 1022, "0", "0000000000000000"),
    UNKNOWN_LITERAL(705, 0, "***"),
    CIRCLE(718, 719, "<(0,0),0>", "00".repeat(24)),
    MACADDR8(774, 775, "00:00:00:00:00:00:00:00", "0000000000000000"),
    MONEY(790, 791, "$0.00", "0000000000000000"),
    MACADDR(829, 1040, "00:00:00:00:00:00", "000000000000"),
    INET(869, 1041, "0.0.0.0", "0220000400000000"),
    BPCHAR(1042, 1014, "***"),
    VARCHAR(1043, 1015, "***"),
    /// Days since 2000-01-01.
    DATE(1082, 1182, "1970-01-01", "ffffd533"),
    TIME(1083, 1183, "00:00:00", "0000000000000000"),
    /// Microseconds since 2000-01-01.
    TIMESTAMP(1114, 1115, "1970-01-01 00:00:00", "fffca2fec4c82000"),
    TIMESTAMPTZ(1184, 1185, "1970-01-01 00:00:00+00", "fffca2fec4c82000"),
    INTERVAL(1186, 1187, "00:00:00", "00".repeat(16)),
    TIMETZ(1266, 1270, "00:00:00+00", "00".repeat(12)),
    /// Redacted to as many zeros as there were bits, not to a fixed value.
    BIT(1560, 1561),
    VARBIT(1562, 1563),
    NUMERIC(1700, 1231, "0", "0000000000000000"),
    REFCURSOR(1790, 2201, "***"),
    REGPROCEDURE(2202, 2207, "-", "00000000"),
    REGOPER(2203, 2208, "0", "00000000"),
    REGOPERATOR(2204, 2209, "0", "00000000"),
    REGCLASS(2205, 2210, "-", "00000000"),
    REGTYPE(2206, 2211, "-", "00000000"),
    /// Has no value of which one could be made without knowing its columns.
    RECORD(2249, 2287),
    CSTRING(2275, 1263, "***"),
    /// What `pg_stats` has its values in.
    ANYARRAY(2277, 0),
    VOID(2278, 0, "", ""),
    UUID(2950, 2951, "00000000-0000-0000-0000-000000000000", "00".repeat(16)),
    TXID_SNAPSHOT(2970, 2949, "1:1:", "0000000000000000000000010000000000000001"),
    PG_LSN(3220, 3221, "0/0", "0000000000000000"),
    TSVECTOR(3614, 3643, "'***'", "000000012a2a2a000000"),
    TSQUERY(3615, 3645, "'***'", "000000010100002a2a2a00"),
    REGCONFIG(3734, 3735, "-", "00000000"),
    REGDICTIONARY(3769, 3770, "-", "00000000"),
    JSONB(3802, 3807, "\"***\"", "01222a2a2a22"),
    INT4RANGE(3904, 3905, "empty", "01"),
    NUMRANGE(3906, 3907, "empty", "01"),
    TSRANGE(3908, 3909, "empty", "01"),
    TSTZRANGE(3910, 3911, "empty", "01"),
    DATERANGE(3912, 3913, "empty", "01"),
    INT8RANGE(3926, 3927, "empty", "01"),
    JSONPATH(4072, 4073, "\"***\"", "01222a2a2a22"),
    REGNAMESPACE(4089, 4090, "-", "00000000"),
    REGROLE(4096, 4097, "-", "00000000"),
    REGCOLLATION(4191, 4192, "-", "00000000"),
    INT4MULTIRANGE(4451, 6150, "{}", "00000000"),
    NUMMULTIRANGE(4532, 6151, "{}", "00000000"),
    TSMULTIRANGE(4533, 6152, "{}", "00000000"),
    TSTZMULTIRANGE(4534, 6153, "{}", "00000000"),
    DATEMULTIRANGE(4535, 6155, "{}", "00000000"),
    INT8MULTIRANGE(4536, 6157, "{}", "00000000"),
    PG_SNAPSHOT(5038, 5039, "1:1:", "0000000000000000000000010000000000000001"),
    XID8(5069, 271, "0", "0000000000000000");

    private static final PgType[] BY_OID = sorted(Comparator.comparingInt(type -> type.oid));
    private static final PgType[] BY_ARRAY_OID = sorted(Comparator.comparingInt(type -> type.arrayOid));
    private static final int[] OIDS =
            Arrays.stream(BY_OID).mapToInt(type -> type.oid).toArray();
    private static final int[] ARRAY_OIDS =
            Arrays.stream(BY_ARRAY_OID).mapToInt(type -> type.arrayOid).toArray();

    private final int oid;
    private final int arrayOid;
    private final byte @Nullable [] redactedText;
    private final byte @Nullable [] redactedBinary;

    /// No fixed value.
    PgType(int oid, int arrayOid) {
        this.oid = oid;
        this.arrayOid = arrayOid;
        this.redactedText = null;
        this.redactedBinary = null;
    }

    /// Written the same in both forms.
    PgType(int oid, int arrayOid, String redacted) {
        this.oid = oid;
        this.arrayOid = arrayOid;
        this.redactedText = redacted.getBytes(StandardCharsets.US_ASCII);
        this.redactedBinary = redactedText;
    }

    PgType(int oid, int arrayOid, String redactedText, String redactedBinaryHex) {
        this.oid = oid;
        this.arrayOid = arrayOid;
        this.redactedText = redactedText.getBytes(StandardCharsets.US_ASCII);
        this.redactedBinary = HexFormat.of().parseHex(redactedBinaryHex);
    }

    int oid() {
        return oid;
    }

    /// 0 when there is no type for arrays of it.
    int arrayOid() {
        return arrayOid;
    }

    /// What is left of a value; null when that is not the same for every value.
    byte @Nullable [] redacted(boolean binary) {
        return binary ? redactedBinary : redactedText;
    }

    static @Nullable PgType of(int oid) {
        int at = Arrays.binarySearch(OIDS, oid);
        return at < 0 ? null : BY_OID[at];
    }

    /// The type of the elements of the array type `arrayOid`.
    static @Nullable PgType ofArray(int arrayOid) {
        int at = arrayOid == 0 ? -1 : Arrays.binarySearch(ARRAY_OIDS, arrayOid);
        return at < 0 ? null : BY_ARRAY_OID[at];
    }

    private static PgType[] sorted(Comparator<PgType> order) {
        PgType[] all = values();
        Arrays.sort(all, order);
        return all;
    }
}
