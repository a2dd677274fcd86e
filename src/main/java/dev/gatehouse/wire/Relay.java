package dev.gatehouse.wire;

/// The two legs of a session bound together: a leg that cannot be written stops the reading of the other, so that
/// neither side can make the gateway hold more than the channels' water marks. Threads: the session's event loop.
public final class Relay {
    private final Leg client;
    private final Leg server;
    private final LoopTime time = new LoopTime();

    public Relay(Leg client, Leg server) {
        this.client = client;
        this.server = server;
    }

    public Leg client() {
        return client;
    }

    public Leg server() {
        return server;
    }

    /// Begins with each read; ends with [#flush].
    public LoopTime time() {
        return time;
    }

    /// Call on `channelWritabilityChanged` of either leg.
    public void onWritability() {
        bound(client, server);
        bound(server, client);
    }

    /// Sends what is written on both legs. Call when a read is complete, and after writes from elsewhere.
    public void flush() {
        server.flush();
        client.flush();
        time.end();
    }

    private static void bound(Leg written, Leg read) {
        if (written.channel().isWritable() || !written.channel().isActive()) {
            read.resume(Leg.Pause.PEER_FULL);
        } else {
            read.pause(Leg.Pause.PEER_FULL);
        }
    }
}
