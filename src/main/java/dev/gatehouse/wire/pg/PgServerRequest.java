package dev.gatehouse.wire.pg;

import java.util.Map;

import dev.gatehouse.wire.Target;

/// What a server leg is opened with.
///
/// @param parameters further startup parameters (`application_name`, `client_encoding`, `options` …) in the order
///     they are sent; `user`, `database` and `replication` in it have no effect: the target alone says who enters
///     and where
/// @param minorVersion of protocol 3 that is asked for: 0 or 2; an older server may talk it down
record PgServerRequest(Target target, Map<String, String> parameters, int minorVersion) {
    PgServerRequest {
        parameters = Map.copyOf(parameters);
    }
}
