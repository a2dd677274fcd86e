package dev.gatehouse.wire.pg;

import io.netty.channel.ChannelHandler;

import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.WireProtocol;

/// PostgreSQL's protocol, 3.0 to 3.2.
public final class PgProtocol implements WireProtocol {
    static final String NAME = "postgresql";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String dialect() {
        return NAME;
    }

    @Override
    public ChannelHandler session(SessionContext context) {
        return new ClientLogin(context);
    }
}
