package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Targets;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;

import static org.assertj.core.api.Assertions.assertThat;

/// A gate that fails has not permitted anything, and its client is told so.
class GateFailureTest {
    private static ByteBuf message(char kind, String... parts) {
        byte[] body = (String.join("\0", parts) + "\0").getBytes(StandardCharsets.US_ASCII);
        return Unpooled.buffer().writeByte(kind).writeInt(4 + body.length).writeBytes(body);
    }

    private enum Failure {
        THROWN {
            @Override
            CompletionStage<LoginRuling> fail() {
                throw new IllegalStateException("the gate is broken");
            }
        },
        GIVEN {
            @Override
            CompletionStage<LoginRuling> fail() {
                return CompletableFuture.failedFuture(new IllegalStateException("the gate is broken"));
            }
        },
        CANCELLED {
            @Override
            CompletionStage<LoginRuling> fail() {
                CompletableFuture<LoginRuling> word = new CompletableFuture<>();
                word.cancel(false);
                return word;
            }
        };

        abstract CompletionStage<LoginRuling> fail();
    }

    @ParameterizedTest
    @EnumSource
    void aClientWhoseLoginIsNotJudgedIsToldThatItFailed(Failure failure) {
        // Given
        AllowAllGates gates = new AllowAllGates(Targets.unreached(PgProtocol.NAME));
        gates.login = _ -> failure.fail();
        EmbeddedChannel client = new EmbeddedChannel(new ClientLogin(new SessionContext(
                gates.gates(),
                new Dialer(Duration.ofSeconds(1)),
                new Sessions(),
                Limits.STANDARD,
                Optional.empty(),
                true)));
        byte[] start = "user\0alice\0\0".getBytes(StandardCharsets.US_ASCII);
        client.writeInbound(
                Unpooled.buffer().writeInt(8 + start.length).writeInt(3 << 16).writeBytes(start));
        client.releaseOutbound();

        // When
        client.writeInbound(message('p', "let-me-in"));

        // Then
        ByteBuf error = client.readOutbound();
        assertThat(error.toString(StandardCharsets.US_ASCII))
                .startsWith("E")
                .contains("28P01")
                .doesNotContain("broken");
        error.release();
        assertThat(client.isOpen()).isFalse();
        client.finishAndReleaseAll();
    }

    @Test
    @SuppressWarnings("NullAway")
    void aRulingThatCannotBeCarriedOutEndsTheSession() {
        // Given
        CompletableFuture<Ruling> ruling = new CompletableFuture<>();
        try (SessionBench bench = new SessionBench()) {
            bench.gates.ruling = _ -> ruling;
            bench.fromClient(message('Q', "select 1"));

            // When
            ruling.complete(new Ruling.ForwardAs(null, bench.gates.watch()));
            bench.settle();

            // Then
            assertThat(bench.clientGot()).isEqualTo("E");
            assertThat(bench.isOpen()).isFalse();
        }
    }
}
