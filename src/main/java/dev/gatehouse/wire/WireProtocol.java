package dev.gatehouse.wire;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;

/// A database protocol that the gateway speaks on both legs; found by [java.util.ServiceLoader].
public interface WireProtocol {
    /// The protocol's name: the key in the configuration, the value in policy input and metric tags.
    String name();

    /// The name of the SQL dialect that its statements are written in.
    String dialect();

    /// Makes the acquaintance of the servers behind a listener before its first client comes, for a protocol whose
    /// greeting depends on them. A server that cannot be reached is no fault, since it may come later. Completes
    /// when each was tried, never exceptionally.
    default CompletionStage<Void> meet(Collection<Target> targets, Dialer dialer, EventLoopGroup loops) {
        return CompletableFuture.completedStage(null);
    }

    /// A handler for one freshly accepted client channel; it owns the conversation until the channel closes.
    ChannelHandler session(SessionContext context);
}
