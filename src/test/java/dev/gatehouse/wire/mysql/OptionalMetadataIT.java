package dev.gatehouse.wire.mysql;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.CellEdit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// `resultset_metadata` of a real MySQL; MariaDB has none. No driver asks for it, so the client is our own.
class OptionalMetadataIT {
    private static final CellEdit STARS = Masks.text("***");
    private static final String ROW = "SELECT 1, 'secret'";

    private static MysqlGateway gateway;

    @BeforeAll
    static void open() throws Exception {
        gateway = MysqlGateway.before(Databases.mysql());
        try (MysqlRawClient client = connect(0)) {
            boolean offered = MysqlCapabilities.has(client.offered(), MysqlCapabilities.OPTIONAL_RESULTSET_METADATA);
            if (!offered) {
                System.out.println(
                        "SKIPPED: optional metadata on a real server, since GATEHOUSE_TEST_MYSQL names no MySQL");
            }
            assumeTrue(offered, "a server with CLIENT_OPTIONAL_RESULTSET_METADATA");
        }
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @AfterEach
    void passAll() {
        gateway.gates.plan = null;
    }

    private static MysqlRawClient connect(long capabilities) throws Exception {
        return MysqlRawClient.connect(
                gateway.port(),
                "alice",
                AllowAllGates.PASSWORD,
                capabilities | MysqlCapabilities.OPTIONAL_RESULTSET_METADATA);
    }

    private static MysqlRawClient connect(boolean endsWithOk) throws Exception {
        return connect(endsWithOk ? MysqlCapabilities.DEPRECATE_EOF : 0);
    }

    private static void metadata(MysqlRawClient client, String value) throws Exception {
        client.query("SET resultset_metadata = " + value);
        assertThat(client.read()[0]).isEqualTo((byte) OkPacket.OK);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] execute(int statement) {
        return ByteBuffer.allocate(9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(statement)
                .put((byte) 0)
                .putInt(1)
                .array();
    }

    /// Prepares [#ROW], which has no parameters.
    private static int prepare(MysqlRawClient client, int ends, boolean full) throws Exception {
        client.command(MysqlCommand.STMT_PREPARE.code(), ROW.getBytes(StandardCharsets.US_ASCII));
        byte[] prepared = client.read();
        assertThat(prepared).hasSize(13).endsWith(full ? 1 : 0);
        for (int packets = (full ? 2 : 0) + ends - 1; packets > 0; packets--) {
            client.read();
        }
        return ByteBuffer.wrap(prepared).order(ByteOrder.LITTLE_ENDIAN).getInt(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowsComeWithAndWithoutTheirColumns(boolean endsWithOk) throws Exception {
        int ends = endsWithOk ? 1 : 2;
        try (MysqlRawClient client = connect(endsWithOk)) {
            for (String value : List.of("NONE", "FULL", "NONE")) {
                boolean full = value.equals("FULL");
                metadata(client, value);
                int statement = prepare(client, ends, full);

                client.query(ROW);
                List<String> text = client.answer(ends);
                client.command(MysqlCommand.STMT_EXECUTE.code(), execute(statement));
                List<String> binary = client.answer(ends);

                assertThat(text).hasSize(1 + (full ? 2 : 0) + 1 + ends).startsWith(full ? "0201" : "0200");
                assertThat(text).contains("0131" + "06" + hex("secret"));
                assertThat(binary).hasSameSizeAs(text).startsWith(full ? "0201" : "0200");
                assertThat(binary).anyMatch(row -> row.endsWith("06" + hex("secret")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowsWithoutTheirColumnsAreNotShownWhereColumnsMatter(boolean endsWithOk) throws Exception {
        int ends = endsWithOk ? 1 : 2;
        try (MysqlRawClient client = connect(endsWithOk)) {
            metadata(client, "NONE");
            int statement = prepare(client, ends, false);
            gateway.gates.plan = columns -> new RowPlan.Edit(Arrays.asList(new @Nullable CellEdit[] {null, STARS}));

            client.query(ROW);
            List<String> text = client.answer(ends);
            client.command(MysqlCommand.STMT_EXECUTE.code(), execute(statement));
            List<String> binary = client.answer(ends);

            for (List<String> answer : List.of(text, binary)) {
                assertThat(answer).hasSize(1 + ends).noneMatch(packet -> packet.contains(hex("secret")));
                assertThat(answer.getLast()).startsWith("ffd304" + hex("#42000"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowsWithTheirColumnsAreEdited(boolean endsWithOk) throws Exception {
        int ends = endsWithOk ? 1 : 2;
        try (MysqlRawClient client = connect(endsWithOk)) {
            int statement = prepare(client, ends, true);
            gateway.gates.plan = columns -> new RowPlan.Edit(Arrays.asList(new @Nullable CellEdit[] {null, STARS}));

            client.query(ROW);
            List<String> text = client.answer(ends);
            client.command(MysqlCommand.STMT_EXECUTE.code(), execute(statement));
            List<String> binary = client.answer(ends);

            assertThat(text).contains("0131" + "03" + hex("***"));
            assertThat(binary).anyMatch(row -> row.endsWith("03" + hex("***")));
        }
    }
}
