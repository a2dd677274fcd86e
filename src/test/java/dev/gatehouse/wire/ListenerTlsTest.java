package dev.gatehouse.wire;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.TestAuthority;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerTlsTest {
    private static SslContext context;

    @BeforeAll
    static void issue(@TempDir Path directory) {
        context = TlsContexts.listener(
                TestAuthority.create(directory, TestAuthority.Kind.EC, "authority")
                        .server("gate.example")
                        .identity(),
                Optional.empty(),
                List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void dataPassesBothWaysBehindTheHandshake(String version) throws Exception {
        // Given
        Pair pair = new Pair(version);

        // When
        pair.client.writeOutbound(text("question"));
        pair.carry();
        pair.listener.writeOutbound(text("answer"));
        pair.carry();

        // Then
        assertThat(pair.tls.engine().getSession().getProtocol()).isEqualTo(version);
        assertThat(received(pair.listener)).isEqualTo("question");
        assertThat(received(pair.client)).isEqualTo("answer");
        assertThat(pair.listener.isOpen()).isTrue();
        pair.close();
    }

    @Test
    void aClientThatAsksForAnotherHandshakeIsClosedWithoutOne() throws Exception {
        // Given
        Pair pair = new Pair("TLSv1.2");

        // When
        pair.client.pipeline().get(SslHandler.class).renegotiate();
        pair.client.flush();
        pair.carryToListener();

        // Then
        assertThat(pair.asked).as("the client has sent a handshake").isTrue();
        assertThat(pair.listener.isOpen()).isFalse();
        for (ByteBuf out = pair.listener.readOutbound(); out != null; out = pair.listener.readOutbound()) {
            assertThat(kind(out)).as("an alert, or nothing").isIn(21, -1);
            out.release();
        }
        pair.close();
    }

    @Test
    void aHandshakeBehindDataOfTheSameReadIsRefusedAndTheDataIsNotLost() throws Exception {
        // Given
        Pair pair = new Pair("TLSv1.2");

        // When
        pair.client.writeOutbound(text("question"));
        pair.client.pipeline().get(SslHandler.class).renegotiate();
        pair.client.flush();
        ByteBuf together = Unpooled.buffer();
        for (ByteBuf out = pair.client.readOutbound(); out != null; out = pair.client.readOutbound()) {
            together.writeBytes(out);
            out.release();
        }
        pair.listener.writeInbound(together);

        // Then
        assertThat(received(pair.listener)).isEqualTo("question");
        assertThat(pair.listener.isOpen()).isFalse();
        pair.close();
    }

    /// The type of the record that `bytes` begin with, -1 if there is none.
    private static int kind(ByteBuf bytes) {
        return bytes.isReadable() ? bytes.getUnsignedByte(bytes.readerIndex()) : -1;
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static String received(EmbeddedChannel channel) {
        StringBuilder all = new StringBuilder();
        for (ByteBuf in = channel.readInbound(); in != null; in = channel.readInbound()) {
            all.append(in.toString(StandardCharsets.US_ASCII));
            in.release();
        }
        return all.toString();
    }

    /// A listener's end and a client's, past the handshake.
    private static final class Pair {
        final ListenerTls tls = new ListenerTls(context, ByteBufAllocator.DEFAULT);
        final EmbeddedChannel listener = new EmbeddedChannel(tls);
        final EmbeddedChannel client;
        boolean asked;

        Pair(String version) throws Exception {
            client = new EmbeddedChannel(SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .protocols(version)
                    .build()
                    .newHandler(ByteBufAllocator.DEFAULT));
            carry();
            assertThat(tls.handshakeFuture().isSuccess()).isTrue();
        }

        void carry() {
            boolean moved = true;
            while (moved) {
                moved = carryToListener();
                for (ByteBuf out = listener.readOutbound(); out != null; out = listener.readOutbound()) {
                    client.writeInbound(out);
                    moved = true;
                }
            }
        }

        boolean carryToListener() {
            boolean moved = false;
            for (ByteBuf out = client.readOutbound(); out != null; out = client.readOutbound()) {
                asked |= kind(out) == 22;
                if (listener.isOpen()) {
                    listener.writeInbound(out);
                } else {
                    out.release();
                }
                moved = true;
            }
            return moved;
        }

        void close() {
            listener.finishAndReleaseAll();
            client.finishAndReleaseAll();
        }
    }
}
