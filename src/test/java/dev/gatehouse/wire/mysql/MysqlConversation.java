package dev.gatehouse.wire.mysql;

import java.time.Duration;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.wire.Limits;

/// A gateway in front of the real MySQL for the tests of one class; each of them begins with gates that let
/// everything pass and remember nothing. A class keeps it in a static field, as an extension.
final class MysqlConversation implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    static final int MIB = 1 << 20;

    MysqlGateway gateway;
    AllowAllGates gates;

    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException {
        Limits limits = new Limits(128 * MIB, 64 * MIB, 4 * MIB, 4096, 100, Duration.ofSeconds(30), Duration.ZERO);
        gateway = MysqlGateway.before(Databases.mysql(), limits);
        gates = gateway.gates;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        gates.permitAll();
        gates.plan = null;
        gates.forget();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        gateway.close();
    }
}
