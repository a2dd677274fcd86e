package dev.gatehouse.wire.mysql;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;

import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.WireProtocol;

/// The client/server protocol of MySQL and MariaDB. Greets as the servers do that it has met.
public final class MysqlProtocol implements WireProtocol {
    static final String NAME = "mysql";

    private final MysqlFleet fleet = new MysqlFleet();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String dialect() {
        return NAME;
    }

    /// Logs in to each target once, with the gateway's own credentials, and leaves.
    @Override
    public CompletionStage<Void> meet(Collection<Target> targets, Dialer dialer, EventLoopGroup loops) {
        return CompletableFuture.allOf(targets.stream()
                .map(target -> ServerVisit.pay(target, dialer, loops.next(), fleet))
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public ChannelHandler session(SessionContext context) {
        return new MysqlAdmission(context, fleet);
    }
}
