package dev.gatehouse.wire;

import io.netty.channel.ChannelHandler;

/// A database protocol that the gateway speaks on both legs; found by [java.util.ServiceLoader].
public interface WireProtocol {
    /// The protocol's name: the key in the configuration, the value in policy input and metric tags.
    String name();

    /// The name of the SQL dialect that its statements are written in.
    String dialect();

    /// A handler for one freshly accepted client channel; it owns the conversation until the channel closes.
    ChannelHandler session(SessionContext context);
}
