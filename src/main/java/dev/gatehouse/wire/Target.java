package dev.gatehouse.wire;

import java.net.InetSocketAddress;

/// A server that sessions are connected to, and the gateway's own credentials there.
///
/// @param name the target's name in the configuration
/// @param address unresolved; resolved anew at each dial
/// @param database the database (PostgreSQL) or default schema (MySQL) to open
public record Target(
        String name,
        String protocol,
        InetSocketAddress address,
        String database,
        String username,
        Secret password,
        ServerTls tls) {}
