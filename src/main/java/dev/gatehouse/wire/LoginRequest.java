package dev.gatehouse.wire;

import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;

/// Who wants in and to where, before any proof.
///
/// @param protocol the name of the wire protocol
/// @param user the user name as sent, `user:target` not yet taken apart
/// @param database the database name as sent
/// @param application what the client calls itself (`application_name`, `program_name`), empty if it does not say
/// @param attributes the other things a client tells of itself (startup parameters, connection attributes)
/// @param tls whether the client leg is encrypted
public record LoginRequest(
        String protocol,
        String user,
        Optional<String> database,
        SocketAddress client,
        String application,
        Map<String, String> attributes,
        boolean tls) {
    public LoginRequest {
        attributes = Map.copyOf(attributes);
    }
}
