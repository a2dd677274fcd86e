package dev.gatehouse.wire.pg;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.netty.handler.ssl.SslHandler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Targets;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.ServerTls.Mode;
import dev.gatehouse.wire.Target;

import static dev.gatehouse.wire.pg.RoledPostgres.PASSWORD;
import static dev.gatehouse.wire.pg.RoledPostgres.close;
import static dev.gatehouse.wire.pg.RoledPostgres.failed;
import static dev.gatehouse.wire.pg.RoledPostgres.query;
import static dev.gatehouse.wire.pg.RoledPostgres.ready;
import static dev.gatehouse.wire.pg.RoledPostgres.send;
import static org.assertj.core.api.Assertions.assertThat;

/// Logs in to a real server in every mode and by every method.
@ExtendWith(RoledPostgres.Shared.class)
class PgServerLoginIT {
    private static RoledPostgres postgres;

    @BeforeAll
    static void start(RoledPostgres shared) {
        postgres = shared;
    }

    @TestFactory
    Stream<DynamicTest> everyMethodWorksInEveryMode() {
        return Stream.of("trusted", "clear", "md5", "scram", "strong").flatMap(role -> Stream.of(Mode.values())
                .map(mode -> DynamicTest.dynamicTest(role + " " + mode, () -> {
                    // When
                    PgServerLogin.Result.Ready ready = ready(postgres.login(role, PASSWORD, postgres.tls(mode), 0));
                    // Then
                    assertThat(ready.channel().pipeline().get(SslHandler.class) != null)
                            .isEqualTo(mode != Mode.DISABLE);
                    assertThat(ready.channel().config().isAutoRead()).isFalse();
                    assertThat(ready.parameterStatus()).containsEntry("server_encoding", "UTF8");
                    assertThat(ready.secretKey()).hasSize(4);
                    assertThat(ready.transactionStatus()).isEqualTo((byte) 'I');
                    assertThat(query(ready.channel(), "SELECT current_user")).contains(role);
                    ready.channel().close().sync();
                })));
    }

    @Test
    void protocol32GivesALongerKey() throws Exception {
        PgServerLogin.Result.Ready ready = ready(postgres.login("scram", PASSWORD, postgres.tls(Mode.REQUIRE), 2));
        assertThat(ready.secretKey()).hasSizeGreaterThan(4);
        close(ready);
    }

    @TestFactory
    Stream<DynamicTest> cancelReachesTheStatement() {
        return Stream.of(0, 2).flatMap(minor -> Stream.of(Mode.DISABLE, Mode.VERIFY_FULL)
                .map(mode -> DynamicTest.dynamicTest("3." + minor + " " + mode, () -> {
                    // Given
                    Target target = postgres.target("scram", PASSWORD, postgres.tls(mode));
                    PgServerLogin.Result.Ready ready = ready(postgres.login(target, Map.of(), minor));
                    CompletableFuture<String> answer = send(ready.channel(), "SELECT pg_sleep(60)");
                    Awaitility.await().until(() -> postgres.server
                            .single("SELECT count(*) FROM pg_stat_activity WHERE pid = " + ready.processId()
                                    + " AND wait_event = 'PgSleep'")
                            .equals("1"));
                    // When
                    PgServerCancel.send(
                            postgres.dialer(),
                            postgres.loops.next(),
                            target,
                            new ServerKey(ready.processId(), ready.secretKey()),
                            _ -> {});
                    // Then
                    assertThat(answer.get(60, TimeUnit.SECONDS)).contains("57014");
                    close(ready);
                })));
    }

    @Test
    void startupParametersReachTheServerButNotTheUser() throws Exception {
        Target target = postgres.target("scram", PASSWORD, ServerTls.DISABLED);
        PgServerLogin.Result.Ready ready = ready(postgres.login(
                target, Map.of("application_name", "alice über gate", "user", "gatehouse", "replication", "true"), 0));
        assertThat(query(ready.channel(), "SELECT current_user || ' as ' || current_setting('application_name')"))
                .contains("scram as alice");
        close(ready);
    }

    @TestFactory
    Stream<DynamicTest> wrongPasswordIsRefusedInWordsOfOurs() {
        return Stream.of("clear", "md5", "scram", "scram_tls")
                .map(role -> DynamicTest.dynamicTest(role, () -> {
                    Refusal refusal = failed(postgres.login(role, "wrong", postgres.tls(Mode.VERIFY_FULL), 0));
                    assertThat(refusal).isInstanceOf(Refusal.TargetDown.class);
                    assertThat(refusal.message())
                            .contains("did not accept the gateway's own login")
                            .doesNotContain("wrong")
                            .doesNotContain(role);
                }));
    }

    @Test
    void roleThatHbaRejectsIsRefused() throws Exception {
        assertThat(failed(postgres.login("rejected", PASSWORD, ServerTls.DISABLED, 0))
                        .message())
                .contains("did not accept the gateway's own login");
    }

    @Test
    void missingDatabaseIsSaid() throws Exception {
        DatabaseServer nowhere =
                new DatabaseServer("localhost", postgres.server.address().port(), "scram", PASSWORD, "nosuch");
        Target target = Targets.shop(PgProtocol.NAME, nowhere);
        assertThat(failed(postgres.login(target, Map.of(), 0)).message()).contains("does not have the database");
    }

    @Test
    void missingPasswordIsSaid() throws Exception {
        assertThat(failed(postgres.login("scram", "", ServerTls.DISABLED, 0)).message())
                .contains("configured without one");
    }

    @Test
    void fewScramRoundsAreRefused() throws Exception {
        assertThat(failed(postgres.login("weak", PASSWORD, ServerTls.DISABLED, 0))
                        .message())
                .contains("broke the protocol");
    }
}
