package dev.gatehouse.wire;

import java.net.SocketAddress;

/// A logged-in client, as the gates know it. Set once, at login.
///
/// @param id unique for the life of the record; not the number that the client sees
public record Session(
        String id,
        String protocol,
        String dialect,
        Target target,
        Badge badge,
        SocketAddress client,
        String application,
        boolean tls) {}
