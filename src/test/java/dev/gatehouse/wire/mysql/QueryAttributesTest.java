package dev.gatehouse.wire.mysql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.audit.ParameterDigests;
import dev.gatehouse.wire.Parameters;

import static org.assertj.core.api.Assertions.assertThat;

/// Query attributes are values that the client binds, by name and beside the text: they are in the digest that goes
/// on the record, also where the server gets none of them. What a server might read otherwise is refused.
class QueryAttributesTest {
    private static final String SQL = "SELECT 1";
    private static final long PLAIN = MysqlCapabilities.PROTOCOL_41;
    private static final long NAMED = PLAIN | MysqlCapabilities.QUERY_ATTRIBUTES;

    /// A text that is bound to a name; null is NULL, and the name is empty for a parameter of the statement.
    private record Bound(String name, @Nullable String value) {}

    private static final Bound PARAMETER = new Bound("", "p");

    /// Each of them is other than the rest.
    private static final List<List<Bound>> DIFFERENT = List.of(
            List.of(new Bound("trace", "a")),
            List.of(new Bound("trace", "b")),
            List.of(new Bound("actor", "a")),
            List.of(new Bound("trace", null)),
            List.of(new Bound("trace", "")),
            List.of(new Bound("", "a")),
            List.of(new Bound("trace", "a"), new Bound("actor", "b")),
            List.of(new Bound("actor", "b"), new Bound("trace", "a")),
            List.of(new Bound("trace", "b"), new Bound("actor", "a")));

    @TempDir
    Path directory;

    private ParameterDigests digests;
    private final List<String> recorded = new ArrayList<>();

    @BeforeEach
    void openKey() throws IOException {
        digests = ParameterDigests.open(directory);
    }

    private SessionBench bench(long client, long server) {
        SessionBench bench = new SessionBench(client, server);
        bench.gates.ruling = request -> {
            assertThat(request.sql()).isEqualTo(SQL);
            recorded.add(digest(request.parameters()));
            return bench.gates.forward();
        };
        return bench;
    }

    /// As the gateway makes it of a statement.
    private String digest(Parameters parameters) {
        if (parameters.count() == 0) {
            return "";
        }
        ParameterDigests.Digest digest = digests.start();
        parameters.bytes(digest::update);
        return digest.finish();
    }

    /// Shape: see [BoundValues]; all are of the type `VAR_STRING`.
    private static void write(ByteBuf out, List<Bound> values, boolean typed) {
        byte[] bitmap = new byte[(values.size() + 7) / 8];
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).value == null) {
                bitmap[i / 8] |= (byte) (1 << i % 8);
            }
        }
        out.writeBytes(bitmap).writeBoolean(typed);
        if (typed) {
            for (Bound bound : values) {
                out.writeByte(0xFD).writeByte(0);
                string(out, bound.name);
            }
        }
        for (Bound bound : values) {
            if (bound.value != null) {
                string(out, bound.value);
            }
        }
    }

    private static void string(ByteBuf out, String text) {
        out.writeByte(text.length()).writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(ByteBuf payload) {
        byte[] bytes = ByteBufUtil.getBytes(payload);
        payload.release();
        return bytes;
    }

    private static byte[] query(List<Bound> attributes) {
        ByteBuf out =
                Unpooled.buffer().writeByte(3).writeByte(attributes.size()).writeByte(1);
        if (!attributes.isEmpty()) {
            write(out, attributes, true);
        }
        out.writeCharSequence(SQL, StandardCharsets.US_ASCII);
        return bytes(out);
    }

    /// Of the statement number 1, which has one parameter: the first of `values`.
    private static byte[] execute(List<Bound> values, boolean typed) {
        ByteBuf out = Unpooled.buffer()
                .writeByte(0x17)
                .writeIntLE(1)
                .writeByte(0x08)
                .writeIntLE(1)
                .writeByte(values.size());
        write(out, values, typed);
        return bytes(out);
    }

    private static void prepare(SessionBench bench) {
        bench.fromClient(0, ("\26" + SQL).getBytes(StandardCharsets.US_ASCII));
        bench.server.writeInbound(Packets.packet(1, new byte[] {0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0})
                .writeBytes(Packets.packet(2, Packets.definition("?")))
                .writeBytes(Packets.packet(3, new byte[] {(byte) 0xFE, 0, 0, 2, 0})));
        bench.clientGot();
        bench.serverGot();
    }

    private static List<Bound> withParameter(List<Bound> attributes) {
        List<Bound> all = new ArrayList<>(List.of(PARAMETER));
        all.addAll(attributes);
        return all;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sameTextWithOtherAttributesHasAnotherDigest(boolean serverHasThem) {
        try (SessionBench bench = bench(NAMED, serverHasThem ? NAMED : PLAIN)) {
            for (int round = 0; round < 2; round++) {
                for (List<Bound> attributes : DIFFERENT) {
                    byte[] query = query(attributes);
                    bench.fromClient(0, query);
                    assertThat(bench.serverGot())
                            .isEqualTo(ByteBufUtil.hexDump(Packets.packet(
                                    0, serverHasThem ? query : ("\3" + SQL).getBytes(StandardCharsets.US_ASCII))));
                    bench.okFromServer(1);
                }
            }
        }
        List<String> first = recorded.subList(0, DIFFERENT.size());
        assertThat(first).doesNotContain("").doesNotHaveDuplicates();
        assertThat(recorded.subList(DIFFERENT.size(), recorded.size())).isEqualTo(first);
    }

    @Test
    void noAttributesHaveNoDigest() {
        try (SessionBench bench = bench(NAMED, NAMED)) {
            bench.fromClient(0, query(List.of()));
        }
        try (SessionBench bench = bench(PLAIN, NAMED)) {
            bench.fromClient(0, ("\3" + SQL).getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(recorded).containsExactly("", "");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sameParametersWithOtherAttributesHaveAnotherDigest(boolean serverHasThem) {
        try (SessionBench bench = bench(NAMED, serverHasThem ? NAMED : PLAIN)) {
            prepare(bench);
            recorded.clear();
            for (int round = 0; round < 2; round++) {
                bench.fromClient(0, execute(List.of(PARAMETER), true));
                bench.okFromServer(1);
                for (List<Bound> attributes : DIFFERENT) {
                    bench.fromClient(0, execute(withParameter(attributes), true));
                    bench.okFromServer(1);
                }
            }
        }
        int different = DIFFERENT.size() + 1;
        List<String> first = recorded.subList(0, different);
        assertThat(first).doesNotContain("").doesNotHaveDuplicates();
        assertThat(recorded.subList(different, recorded.size())).isEqualTo(first);
    }

    @Test
    void sameParametersHaveTheSameDigestWithTypesOrWithThoseOfBefore() {
        try (SessionBench bench = bench(NAMED, NAMED)) {
            prepare(bench);
            recorded.clear();
            bench.fromClient(0, execute(List.of(PARAMETER), true));
            bench.okFromServer(1);
            bench.fromClient(0, execute(List.of(PARAMETER), false));
            bench.okFromServer(1);
        }
        assertThat(recorded).hasSize(2).doesNotContain("");
        assertThat(recorded.getLast()).isEqualTo(recorded.getFirst());
    }

    /// Values of which a server takes other lengths than we do, so that it would find another text behind them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0600" + "016e", // NULL, not in the bitmap
                "0900" + "016e" + "20202020", // INT24: length-encoded on the server
                "0d00" + "016e" + "2020", // YEAR
                "0e00" + "016e" + "0400000000", // NEWDATE
                "0301" + "016e" + "20202020", // LONG with a second byte that makes it another type
                "fd00" + "016e" + "fb", // a string that is NULL
                "0300" + "fb" + "20202020" // a name that is NULL
            })
    void queryAttributesThatAServerMayReadOtherwiseAreRefused(String attribute) {
        try (SessionBench bench = new SessionBench(NAMED, NAMED)) {
            // Given
            byte[] query = ByteBufUtil.decodeHexDump("03" + "01" + "01" + "00" + "01" + attribute + "41");

            // When
            bench.fromClient(0, query);

            // Then
            assertThat(bench.gates.requests).isEmpty();
            assertThat(bench.serverGot()).isEmpty();
            assertThat(bench.client.isActive()).isFalse();
        }
    }
}
