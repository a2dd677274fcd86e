package dev.gatehouse.mask;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import dev.gatehouse.wire.row.CellFormat;

import static org.assertj.core.api.Assertions.assertThat;

/// The forms of PostgreSQL's types as the manual and the servers' sources have them, for tests.
final class PgForm {
    private PgForm() {}

    static void check(PgType type, CellFormat format, byte[] cell) {
        if (format == CellFormat.BINARY) {
            binary(type, cell);
        } else {
            assertThat(new String(cell, StandardCharsets.UTF_8)).as(type.name()).matches(text(type));
        }
    }

    private static String text(PgType type) {
        return switch (type) {
            case BOOL -> "[tf]";
            case BYTEA -> "\\\\x([0-9a-f]{2})*";
            case INT2, INT4, INT8, OID, XID, CID, XID8, NUMERIC, FLOAT4, FLOAT8 -> "-?[0-9]+(\\.[0-9]+)?";
            case INT2VECTOR, OIDVECTOR -> "([0-9]+( [0-9]+)*)?";
            case REGPROC,
                    REGPROCEDURE,
                    REGCLASS,
                    REGTYPE,
                    REGCONFIG,
                    REGDICTIONARY,
                    REGNAMESPACE,
                    REGROLE,
                    REGCOLLATION -> "-|[a-z]+";
            case REGOPER, REGOPERATOR -> "0";
            case TID, POINT -> "\\(\\d+,\\d+\\)";
            case JSON, JSONB, JSONPATH -> "\"[^\"]*\"";
            case XML -> "<masked/>";
            case LSEG -> "\\[\\(0,0\\),\\(0,0\\)\\]";
            case BOX -> "\\(0,0\\),\\(0,0\\)";
            case PATH, POLYGON -> "\\(\\(0,0\\)\\)";
            case LINE -> "\\{0,-1,0\\}";
            case CIRCLE -> "<\\(0,0\\),0>";
            case CIDR -> "0\\.0\\.0\\.0/32";
            case INET -> "0\\.0\\.0\\.0";
            case MACADDR -> "(00:){5}00";
            case MACADDR8 -> "(00:){7}00";
            case MONEY -> "\\$0\\.00";
            case DATE -> "1970-01-01";
            case TIME -> "00:00:00";
            case TIMETZ -> "00:00:00\\+00";
            case TIMESTAMP -> "1970-01-01 00:00:00";
            case TIMESTAMPTZ -> "1970-01-01 00:00:00\\+00";
            case INTERVAL -> "00:00:00";
            case BIT, VARBIT -> "0{20}";
            case UUID -> "0{8}-0{4}-0{4}-0{4}-0{12}";
            case TXID_SNAPSHOT, PG_SNAPSHOT -> "1:1:";
            case PG_LSN -> "0/0";
            case TSVECTOR, TSQUERY -> "'[^']*'";
            case INT4RANGE, NUMRANGE, TSRANGE, TSTZRANGE, DATERANGE, INT8RANGE -> "empty";
            case INT4MULTIRANGE,
                    NUMMULTIRANGE,
                    TSMULTIRANGE,
                    TSTZMULTIRANGE,
                    DATEMULTIRANGE,
                    INT8MULTIRANGE,
                    ANYARRAY -> "\\{\\}";
            case VOID -> "";
            case CHAR -> "\\*";
            case NAME, TEXT, PG_NODE_TREE, UNKNOWN_LITERAL, BPCHAR, VARCHAR, REFCURSOR, CSTRING -> "\\*\\*\\*";
            case RECORD -> throw new AssertionError("no value of a record is made");
        };
    }

    private static void binary(PgType type, byte[] cell) {
        ByteBuffer in = ByteBuffer.wrap(cell);
        switch (type) {
            case BOOL, CHAR -> {
                assertThat(cell).hasSize(1);
                return;
            }
            case INT2 -> assertThat(in.getShort()).isZero();
            case INT4, OID, XID, CID -> assertThat(in.getInt()).isZero();
            case INT8, XID8, PG_LSN, MONEY, TIME -> assertThat(in.getLong()).isZero();
            case FLOAT4 -> assertThat(in.getFloat()).isZero();
            case FLOAT8 -> assertThat(in.getDouble()).isZero();
            case NUMERIC -> assertThat(in.getLong()).isZero();
            case DATE ->
                assertThat(java.time.LocalDate.of(2000, 1, 1).plusDays(in.getInt()))
                        .isEqualTo("1970-01-01");
            case TIMESTAMP, TIMESTAMPTZ ->
                assertThat(java.time.LocalDateTime.of(2000, 1, 1, 0, 0).plusNanos(1_000 * in.getLong()))
                        .isEqualTo("1970-01-01T00:00:00");
            case TIMETZ -> assertThat(in.getLong() + in.getInt()).isZero();
            case UUID, INTERVAL, POINT ->
                assertThat(in.getLong() | in.getLong()).isZero();
            case CIDR, INET -> {
                assertThat(in.getInt()).isIn(0x02200104, 0x02200004);
                assertThat(in.getInt()).isZero();
            }
            case TSVECTOR, TSQUERY, TXID_SNAPSHOT, PG_SNAPSHOT, INT2VECTOR, OIDVECTOR -> {
                assertThat(in.getInt()).isBetween(0, 1);
                return;
            }
            case JSONB, JSONPATH -> {
                assertThat(in.get()).isEqualTo((byte) 1);
                assertThat(cell[1]).isEqualTo((byte) '"');
                return;
            }
            case BIT, VARBIT -> {
                assertThat(cell).hasSize(20).containsOnly(0);
                return;
            }
            case RECORD -> throw new AssertionError("no value of a record is made");
            default -> {
                return; // the server itself judges them
            }
        }
        assertThat(in.hasRemaining()).as(type.name()).isFalse();
    }
}
