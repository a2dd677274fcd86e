package dev.gatehouse.wire.pg;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.PgGateway;
import dev.gatehouse.support.PgRawClient;
import dev.gatehouse.support.Targets;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// How sessions end, and that what ends one leaves the others alone.
class SessionEndIT {
    private PgGateway gateway;
    private PgRawClient bystander;

    @BeforeEach
    void open() throws Exception {
        gateway = new PgGateway(target(), limits(Duration.ZERO, Duration.ofSeconds(30)));
        bystander = PgRawClient.open(gateway.port(), "bob", AllowAllGates.PASSWORD);
    }

    @AfterEach
    void theBystanderNoticesNothing() throws Exception {
        assertThat(bystander.query("select 'still here'").ask()).contains("D still here", "Z I");
        bystander.close();
        await().until(() -> gateway.sessions.size() == 0);
        assertThat(gateway.gates.closed).hasSameSizeAs(gateway.gates.opened);
        gateway.close();
    }

    private static Target target() {
        return Targets.shop(PgProtocol.NAME, Databases.postgres());
    }

    private static Limits limits(Duration idle, Duration login) {
        return new Limits(1 << 20, 10_000, 100_000, 100, 5, login, idle);
    }

    private PgRawClient client() throws Exception {
        return PgRawClient.open(gateway.port(), "alice", AllowAllGates.PASSWORD);
    }

    private static String terminate(PgRawClient client) throws Exception {
        return "select pg_terminate_backend(" + client.backend() + ")";
    }

    @Test
    void serverGoneIsToldInTheServersOwnWords() throws Exception {
        try (PgRawClient client = client()) {
            bystander.query(terminate(client)).ask();
            assertThat(client.next()).isEqualTo("E 57P01");
            assertThat(client.next()).isEqualTo("EOF");
        }
    }

    @Test
    void serverGoneInMidRowEndsTheSessionAndItsWatch() throws Exception {
        try (PgRawClient client = client()) {
            String kill = terminate(client);
            client.query("select repeat('x', 100000) from generate_series(1, 100000)")
                    .send();
            client.next();
            bystander.query(kill).ask();
            String last;
            do {
                last = client.next();
            } while (last.startsWith("D"));
            assertThat(last).startsWith("E");
            // Leaving now would race with the server's own leaving.
            while (!last.startsWith("EOF")) {
                last = client.next();
            }
        }
        await().until(() -> gateway.gates.hasEnded(Outcome.Result.SERVER_GONE));
    }

    @Test
    void clientGoneInMidRowEndsTheServerLegAndItsWatch() throws Exception {
        PgRawClient client = client();
        String backend = client.backend();
        client.query("select repeat('x', 100000) from generate_series(1, 100000)")
                .send();
        client.next();
        client.close();
        await().until(() -> gateway.gates.hasEnded(Outcome.Result.CLIENT_GONE));
        await().until(() -> bystander.waitOf(backend).isEmpty());
    }

    @Test
    void clientGoneWhileItsStatementIsJudgedForwardsNothing() throws Exception {
        CompletableFuture<Ruling> ruling = new CompletableFuture<>();
        PgRawClient client = client();
        gateway.gates.ruling = request -> request.sql().contains("late") ? ruling : gateway.gates.forward();
        client.query("create table late (id int)").send();
        await().until(() -> gateway.gates.wasAsked("late"));
        client.close();
        await().until(() -> gateway.sessions.size() == 1);

        ruling.complete(new Ruling.Forward(gateway.gates.watch()));

        await().until(() -> gateway.gates.hasEnded(Outcome.Result.CANCELLED));
        assertThat(bystander.query("select to_regclass('la'||'te')").ask()).contains("D null");
    }

    @Test
    void terminateEndsTheSession() throws Exception {
        try (PgRawClient client = client()) {
            client.message('X').send();
            assertThat(client.next()).isEqualTo("EOF");
        }
    }

    @Test
    void drainedSessionEndsAtItsStatementBoundary() throws Exception {
        try (PgRawClient idle = client();
                PgRawClient busy = client()) {
            busy.query("select pg_sleep(0.3)").send();
            await().until(() -> gateway.gates.wasAsked("sleep"));
            gateway.sessions.forEach(entry -> {
                if (entry.number() != bystander.processId) {
                    entry.handle().drain(new Refusal.ShuttingDown("The gateway is shutting down."));
                }
            });
            assertThat(idle.next()).isEqualTo("E 57P01");
            assertThat(idle.next()).isEqualTo("EOF");
            assertThat(busy.untilReady()).contains("C SELECT 1", "Z I");
            assertThat(busy.next()).isEqualTo("E 57P01");
            assertThat(busy.next()).isEqualTo("EOF");
        }
    }

    @Test
    void endedSessionIsCancelledAtTheServer() throws Exception {
        String backend;
        try (PgRawClient client = client()) {
            backend = client.backend();
            client.query("select pg_sleep(600)").send();
            // A cancel that comes before the server has begun hits nothing.
            await().until(() -> bystander.waitOf(backend).equals("PgSleep"));
            gateway.sessions.find(client.processId).orElseThrow().handle().end(new Refusal.ShuttingDown("ended"));
            assertThat(client.next()).isEqualTo("E 57P01");
        }
        await().until(() -> bystander.waitOf(backend).isEmpty());
    }

    @Test
    void oversizedMalformedAndUnknownMessagesEndTheSession() throws Exception {
        try (PgRawClient tooLarge = client();
                PgRawClient tooLong = client();
                PgRawClient malformed = client();
                PgRawClient unknown = client()) {
            assertThat(tooLarge.raw(new byte[] {'Q', 0x7f, 0, 0, 0}).next()).isEqualTo("E 54000");
            assertThat(tooLarge.next()).isEqualTo("EOF");
            assertThat(tooLong.query("select '" + "x".repeat(10_000) + "'")
                            .send()
                            .next())
                    .isEqualTo("E 54000");
            assertThat(tooLong.next()).isEqualTo("EOF");
            assertThat(malformed.raw(new byte[] {'Q', 0, 0, 0, 3}).next()).isEqualTo("E 08P01");
            assertThat(malformed.next()).isEqualTo("EOF");
            assertThat(unknown.message('y').send().next()).isEqualTo("E 08P01");
            assertThat(unknown.next()).isEqualTo("EOF");
        }
    }

    @Test
    void namesAreBoundedAtTheLimit() throws Exception {
        try (PgRawClient client = client()) {
            for (int index = 0; index < 5; index++) {
                assertThat(client.parse("s" + index, "select 1").sync().ask()).containsExactly("1", "Z I");
            }
            assertThat(client.parse("s5", "select 1").sync().ask()).containsExactly("E 53000", "Z I");
            assertThat(client.close('S', "s0").parse("s5", "select 1").sync().ask())
                    .containsExactly("3", "1", "Z I");
        }
    }

    @Test
    void whatIsSentAheadOfARulingIsBounded() throws Exception {
        CompletableFuture<Ruling> ruling = new CompletableFuture<>();
        gateway.gates.ruling = request -> request.sql().contains("first") ? ruling : gateway.gates.forward();
        try (PgRawClient client = client()) {
            client.query("select 'first'").send();
            Thread sender = Thread.startVirtualThread(() -> {
                try {
                    for (int index = 0; index < 2000; index++) {
                        client.query("select '" + "y".repeat(9000) + "'").send();
                    }
                } catch (java.io.IOException gone) {
                    throw new java.io.UncheckedIOException(gone);
                }
            });
            // The sender is stuck: nobody reads what it sends.
            await().pollInterval(Duration.ofMillis(50))
                    .until(() -> sender.getState() == Thread.State.WAITING || !sender.isAlive());
            assertThat(sender.isAlive()).isTrue();
            ruling.complete(new Ruling.Forward(gateway.gates.watch()));
            for (int index = 0; index < 2001; index++) {
                assertThat(client.untilReady()).contains("C SELECT 1");
            }
            sender.join();
        }
    }

    @Test
    void aClientThatStopsReadingHoldsUpTheServerAndNotTheMemory() throws Exception {
        try (PgRawClient client = client()) {
            long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
            client.query("select repeat('x', 100000) from generate_series(1, 10500)")
                    .send();
            await().until(() -> gateway.gates.wasAsked("10500"));
            // The server waits for the gateway to read on: the result stands still half-way.
            await().until(() -> bystander
                    .query(
                            "select count(*) from pg_stat_activity where wait_event = 'ClientWrite' and query like '%10500)'")
                    .ask()
                    .contains("D 1"));
            long held = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before;
            assertThat(held).isLessThan(32L << 20);

            long rows = 0;
            while (client.next().startsWith(rows == 0 ? "T" : "D")) {
                rows++;
            }
            assertThat(rows - 1).isEqualTo(10_500);
            assertThat(client.next()).isEqualTo("Z I");
            assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
                    .isLessThan(32L << 20);
        }
    }

    @Test
    void idleSessionsEnd() throws Exception {
        try (PgGateway hasty = new PgGateway(target(), limits(Duration.ofMillis(300), Duration.ofSeconds(30)));
                PgRawClient idle = PgRawClient.open(hasty.port(), "alice", AllowAllGates.PASSWORD)) {
            assertThat(idle.next()).isEqualTo("E 57P01");
            assertThat(idle.next()).isEqualTo("EOF");
        }
    }

    @Test
    void slowLoginsEnd() throws Exception {
        try (PgGateway hasty = new PgGateway(target(), limits(Duration.ZERO, Duration.ofMillis(300)));
                PgRawClient silent = new PgRawClient(hasty.port())) {
            assertThat(silent.next()).startsWith("E 08P01");
            assertThat(silent.next()).isEqualTo("EOF");
        }
    }
}
