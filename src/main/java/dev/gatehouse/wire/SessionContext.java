package dev.gatehouse.wire;

import java.util.Optional;

import io.netty.handler.ssl.SslContext;

/// What a listener lends to each session it opens. Immutable, shared by all sessions of the listener.
///
/// @param tls the listener's TLS, with the client CA already in it; empty when the listener has none
/// @param plaintext whether a client may stay in the clear (loopback, or allowed by configuration)
public record SessionContext(
        Gates gates, Dialer dialer, Sessions sessions, Limits limits, Optional<SslContext> tls, boolean plaintext) {}
