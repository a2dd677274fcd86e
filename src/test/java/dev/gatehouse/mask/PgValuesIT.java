package dev.gatehouse.mask;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

import dev.gatehouse.boot.demo.PostgresServer;
import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.support.Jdbc;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;

import static org.assertj.core.api.Assertions.assertThat;

/// Gives masked values back to a server in the form in which a client would have got them: it takes them as values
/// of their types.
@Timeout(120)
class PgValuesIT {
    /// Columns cannot be of these.
    private static final Set<PgType> NO_COLUMNS = EnumSet.of(
            PgType.PG_NODE_TREE, PgType.UNKNOWN_LITERAL, PgType.RECORD, PgType.CSTRING, PgType.ANYARRAY, PgType.VOID);

    private static final byte[] HEAD = ByteBuffer.allocate(21)
            .put("PGCOPY\n".getBytes(StandardCharsets.US_ASCII))
            .put(new byte[] {(byte) 0xFF, '\r', '\n', 0})
            .putInt(0)
            .putInt(0)
            .putShort((short) 1)
            .array();

    private static PostgresServer server;
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        server = PostgresServer.start();
        connection = Jdbc.postgres(server.address());
        Jdbc.run(
                connection,
                "create extension hstore",
                "create extension citext",
                "create type person as (name text, mail text, age int, tags text[])",
                "create type mood as enum ('anna@company.com', 'ok')",
                "create domain mail as text");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        server.close();
    }

    @Test
    void everyBuiltInTypeOfAColumnIsKnown() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // When
            List<String> oids = Jdbc.column(statement, """
                    select oid || ' ' || typname || ' ' || typarray from pg_type
                    where oid < 16384 and typtype in ('b', 'r', 'm') and typcategory <> 'A'
                    and typname not in ('aclitem', 'gtsvector', 'pg_ndistinct', 'pg_dependencies', 'pg_mcv_list',
                        'pg_brin_bloom_summary', 'pg_brin_minmax_multi_summary')
                    """);

            // Then
            assertThat(oids).isNotEmpty().allSatisfy(line -> {
                String[] parts = line.split(" ", 3);
                PgType type = PgType.of(Integer.parseInt(parts[0]));
                assertThat(type).isNotNull();
                assertThat(type.arrayOid()).isEqualTo(Integer.parseInt(parts[2]));
            });
        }
    }

    @ParameterizedTest
    @EnumSource(PgType.class)
    void theServerTakesWhatIsLeftOfAValue(PgType type) throws Exception {
        if (NO_COLUMNS.contains(type)) {
            return;
        }
        for (Mask mask : new Mask[] {Mask.REDACT, Mask.PARTIAL, Mask.HASH}) {
            for (CellFormat format : CellFormat.values()) {
                // Given
                MaskCatalog.Bound bound =
                        Cells.POSTGRES.whole(Cells.pg(type, format), mask, SensitiveKind.NAME, new MaskTally());
                if (bound instanceof MaskCatalog.Bound.Serves serves) {
                    // When
                    byte[] left = Cells.edited(serves.edit(), sample(type, format));

                    // Then
                    assertThat(left).isNotNull();
                    assertThat(taken(type.oid(), format, left)).isNotNull();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PgType.class)
    void theServerTakesWhatIsLeftOfAnArray(PgType type) throws Exception {
        if (type.arrayOid() == 0 || NO_COLUMNS.contains(type)) {
            return;
        }
        byte[] cell =
                ByteBuffer.allocate(12).putInt(0).putInt(0).putInt(type.oid()).array();
        for (CellFormat format : CellFormat.values()) {
            CellEdit edit = Cells.whole(Cells.POSTGRES, Cells.pg(type.arrayOid(), format), Mask.REDACT);
            assertThat(taken(type.arrayOid(), format, Cells.edited(edit, cell))).isEqualTo("{}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "array['anna@company.com', null, 'x']::text[]|{****************,NULL,x}",
                "array[array['a', 'bob@company.com']]::varchar[]|{{a,***************}}",
                "row('Anna', 'anna@company.com', 7, '{bob@company.com}')::person|(Anna,****************,7,{***************})",
                "array[row('A, b', 'anna@company.com', 7, null)::person]|{\"(\\\"A, b\\\",****************,7,)\"}",
                "'m=>anna@company.com, \"bob@company.com\"=>NULL'::hstore|\"m\"=>\"****************\", \"***************\"=>NULL",
                "'anna@company.com'::citext|****************",
                "'anna@company.com'::mail|****************",
                "'{\"m\": \"anna@company.com\", \"n\": 5555555555554444}'::jsonb|{\"m\": \"****************\", \"n\": 1111111111111111}",
                "array['{\"n\": 5555555555554444}'::jsonb]|{\"{\\\"n\\\": 1111111111111111}\"}",
                "'<a b=\"anna@company.com\"/>'::xml|<a b=\"****************\"/>",
                "'\\x00616e6e6140636f6d70616e792e636f6d'::bytea|\\x002a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a",
                "array['\\x616e6e6140636f6d70616e792e636f6d'::bytea]|{\"\\\\x2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a\"}",
                "'$.\"anna@company.com\"'::jsonpath|$.\"****************\""
            })
    void findingsInValuesOfAServerAreHiddenAlikeInBothFormats(String value, String left) throws Exception {
        // Given
        Jdbc.run(connection, "drop table if exists seen", "create temp table seen as select " + value + " as c");
        int type = type();

        for (CellFormat format : CellFormat.values()) {
            // When
            CellEdit edit = Cells.POSTGRES.scan(Cells.pg(type, format), KindMasks.every(Mask.REDACT), new MaskTally());
            assertThat(edit).isNotNull();
            byte[] masked = Cells.edited(edit, sent(format));

            // Then
            assertThat(masked).isNotNull();
            Jdbc.run(connection, "truncate seen");
            give(format, masked, "seen");
            assertThat(single("select c::text from seen")).isEqualTo(left);
            Jdbc.run(connection, "truncate seen", "insert into seen select " + value);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'[3,7)'::int4range|empty",
                "'(,7)'::int4range|(,0)",
                "'empty'::int8range|empty",
                "'[2024-01-01,2024-02-01)'::daterange|empty",
                "'[2024-01-01 03:04:05,)'::tsrange|[\"2000-01-01 00:00:00\",)",
                "'[1.5,2222.75]'::numrange|[0,0]",
                "'{[1,3),[7,9),[12,)}'::int4multirange|{[0,)}",
                "'{[1.25,33333333.1),[50000000,)}'::nummultirange|{[0,)}",
                "'{}'::int4multirange|{}",
                "array['[1.5,2222.75]'::numrange, null, 'empty']|{\"[0,0]\",NULL,empty}",
                "row('[3,)'::int4range, 'x'::text)|",
                "'fat:2 cat:3,7A,12 ra'::tsvector|'**' '***':1,2,3 '***':1",
                "''::tsvector|"
            })
    void theServerTakesAValueThatIsAsLong(String value, String left) throws Exception {
        // Given
        boolean row = value.startsWith("row(");
        Jdbc.run(
                connection,
                "drop table if exists seen",
                "drop type if exists pair",
                "create type pair as (a int4range, b text)",
                "create temp table seen as select " + value + (row ? "::pair" : "") + " as c");
        int type = row ? PgType.RECORD.oid() : type();
        byte[] cell = sent(CellFormat.BINARY);
        CellEdit edit = Cells.whole(Cells.POSTGRES, Cells.pg(type, CellFormat.BINARY), Mask.NULL);

        // When
        ByteBuf fitted = Unpooled.buffer();
        int written = edit.fit(Unpooled.wrappedBuffer(cell), 0, cell.length, true, fitted);

        // Then
        assertThat(written).isEqualTo(cell.length).isEqualTo(fitted.readableBytes());
        assertThat(Cells.streamed(edit, cell, 3)).isEqualTo(ByteBufUtil.getBytes(fitted));
        Jdbc.run(connection, "truncate seen");
        give(CellFormat.BINARY, ByteBufUtil.getBytes(fitted), "seen");
        String shown = single("select c::text from seen");
        assertThat(shown).isEqualTo(row ? "(\"[0,)\",*)" : left == null ? "" : left);
    }

    private static byte[] sample(PgType type, CellFormat format) {
        boolean binary = format == CellFormat.BINARY;
        return switch (type) {
            case INT2 -> binary ? new byte[] {0, 7} : "7".getBytes(StandardCharsets.US_ASCII);
            case INT4, OID -> binary ? new byte[] {0, 0, 0, 7} : "7".getBytes(StandardCharsets.US_ASCII);
            case INT8 -> binary ? new byte[8] : "7".getBytes(StandardCharsets.US_ASCII);
            case NUMERIC -> binary ? new byte[8] : "7.5".getBytes(StandardCharsets.US_ASCII);
            case UUID ->
                binary
                        ? new byte[16]
                        : "0"
                                .repeat(8)
                                .concat("-0000-0000-0000-")
                                .concat("0".repeat(12))
                                .getBytes(StandardCharsets.US_ASCII);
            case JSONB -> (binary ? "\1{}" : "{}").getBytes(StandardCharsets.US_ASCII);
            case BIT, VARBIT -> binary ? new byte[] {0, 0, 0, 1, (byte) 0x80} : new byte[] {'1'};
            default -> "some text".getBytes(StandardCharsets.US_ASCII);
        };
    }

    /// Gives a value to the server, and returns how it shows it.
    private static String taken(int type, CellFormat format, byte[] value) throws Exception {
        String name = single("select format_type(" + type + ", null)");
        String column = name.equals("character") ? "bpchar" : name; // the name of `bpchar` means one character
        Jdbc.run(connection, "drop table if exists taken", "create temp table taken (c " + column + ")");
        give(format, value, "taken");
        return single("select c::text from taken");
    }

    private static void give(CellFormat format, byte[] value, String table) throws Exception {
        ByteBuffer copy = ByteBuffer.allocate(HEAD.length + 6 + 2 * value.length + 2);
        if (format == CellFormat.BINARY) {
            copy.put(HEAD).putInt(value.length).put(value).putShort((short) -1);
        } else {
            for (byte each : value) {
                if (each == '\\') {
                    copy.put(each);
                }
                copy.put(each);
            }
            copy.put((byte) '\n');
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "copy " + table + " from stdin (format " + format + ")",
                        new ByteArrayInputStream(copy.array(), 0, copy.position()));
    }

    private static byte[] sent(CellFormat format) throws Exception {
        if (format == CellFormat.TEXT) {
            return single("select c::text from seen").getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy seen to stdout (format binary)", copy);
        byte[] all = copy.toByteArray();
        return Arrays.copyOfRange(all, HEAD.length + 4, all.length - 2);
    }

    private static int type() throws SQLException {
        return Integer.parseInt(single("select case typtype when 'd' then typbasetype else t.oid end from pg_type t "
                + "join pg_attribute on atttypid = t.oid where attrelid = 'seen'::regclass and attname = 'c'"));
    }

    private static String single(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(sql)) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }
}
