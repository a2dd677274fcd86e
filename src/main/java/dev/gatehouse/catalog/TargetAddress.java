package dev.gatehouse.catalog;

import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/// Where and as whom to log in to fetch a catalogue: the same server, user and trust as sessions have.
///
/// @param tlsMode libpq's word for it: `disable`, `prefer`, `require`, `verify-ca`, `verify-full`
/// @param tls empty exactly when the mode is `disable`
public record TargetAddress(
        String host,
        int port,
        String database,
        String user,
        Supplier<String> password,
        String tlsMode,
        Optional<SSLSocketFactory> tls) {}
