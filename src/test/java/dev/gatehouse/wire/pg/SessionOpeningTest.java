package dev.gatehouse.wire.pg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Targets;
import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Sessions;
import dev.gatehouse.wire.Target;

import static org.assertj.core.api.Assertions.assertThat;

class SessionOpeningTest {
    private static final Target TARGET = Targets.unreached(PgProtocol.NAME);

    @Test
    void aSessionThatFailsHalfOpenLeavesNothingBehind() {
        // Given
        AllowAllGates gates = new AllowAllGates(TARGET);
        Sessions sessions = new Sessions();
        SessionContext context = new SessionContext(
                gates.gates(), new Dialer(Duration.ofSeconds(1)), sessions, Limits.STANDARD, Optional.empty(), true);
        EmbeddedChannel client = new EmbeddedChannel();
        client.pipeline().addLast("pg", new ChannelInboundHandlerAdapter()); // in the way of the session's own
        EmbeddedChannel server = new EmbeddedChannel();
        LoginRequest request = new LoginRequest(
                PgProtocol.NAME, "alice", Optional.empty(), client.remoteAddress(), "", Map.of(), false);
        SessionOpening opening =
                new SessionOpening(context, client, request, new LoginRuling.Admitted(TARGET, () -> "alice"), 0);
        List<Refusal> failures = new ArrayList<>();
        Runnable opened = () -> failures.add(new Refusal.Internal("opened", ""));

        // When
        opening.openOrFail(
                new PgServerLogin.Result.Ready(server, Map.of(), 1, new byte[4], (byte) 'I'),
                "",
                failures::add,
                opened);
        opening.abandon("the client's own end");

        // Then
        assertThat(failures).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("log"));
        assertThat(sessions.size()).isZero();
        assertThat(gates.closed).hasSize(1);
        assertThat(server.isActive()).isFalse();
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
    }
}
