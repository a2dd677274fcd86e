package dev.gatehouse.wire.mysql;

import java.util.Map;

import dev.gatehouse.wire.Target;

/// What a session wants of its server leg.
///
/// @param clientCapabilities what the client leg agreed on
/// @param collation the client's collation id
/// @param database the default schema, empty for none
/// @param attributes connection attributes for the server to show, the true actor among them
public record MysqlServerRequest(
        Target target, long clientCapabilities, int collation, String database, Map<String, String> attributes) {
    public MysqlServerRequest {
        attributes = Map.copyOf(attributes);
    }
}
