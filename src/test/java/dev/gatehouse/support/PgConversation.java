package dev.gatehouse.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.gatehouse.wire.CopyPlan;

import static org.assertj.core.api.Assertions.assertThat;

/// A gateway in front of the real PostgreSQL for the tests of one class, and through it a session of alice's for
/// each of them. A class keeps it in a static field, as an extension.
public final class PgConversation
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final int CANCEL_REQUEST = 80877102;

    private final String[] setUp;
    public PgGateway gateway;
    public AllowAllGates gates;
    public PgRawClient client;

    /// @param setUp what is sent ahead of each test, one query each; the gates forget it
    public PgConversation(String... setUp) {
        this.setUp = setUp;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException {
        gateway = new PgGateway(Databases.postgres());
        gates = gateway.gates;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        gates.permitAll();
        gates.plan = null;
        gates.copyPlan = (_, _) -> CopyPlan.PASS_THROUGH;
        gates.errors = error -> error;
        client = open("alice");
        for (String sql : setUp) {
            client.query(sql).ask();
        }
        client.notices.clear();
        gateway.settle();
        gates.forget();
    }

    /// One more client.
    public PgRawClient open(String user) throws IOException {
        return PgRawClient.open(gateway.port(), user, AllowAllGates.PASSWORD);
    }

    /// Waits until the client's server session is asleep in a statement: a cancel before that hits nothing.
    public static void untilAsleep(String backend) throws SQLException {
        try (Connection server = Jdbc.postgres(Databases.postgres())) {
            Awaitility.await().until(() -> Jdbc.single(
                            server,
                            "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and pid = " + backend)
                    .equals("1"));
        }
    }

    /// Asks for the end of what `processId` is about, as a client does: by a connection of its own, without an
    /// answer.
    public void cancel(int processId, byte[] secret) throws IOException {
        try (PgRawClient other = new PgRawClient(gateway.port())) {
            other.raw(ByteBuffer.allocate(12 + secret.length)
                    .putInt(12 + secret.length)
                    .putInt(CANCEL_REQUEST)
                    .putInt(processId)
                    .put(secret)
                    .array());
            assertThat(other.readByte()).isEqualTo(-1);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        client.close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        gateway.close();
    }
}
