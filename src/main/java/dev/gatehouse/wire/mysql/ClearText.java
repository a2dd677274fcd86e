package dev.gatehouse.wire.mysql;

import java.util.Locale;
import java.util.Set;

import dev.gatehouse.wire.LoginRequest;

/// Which client libraries have `mysql_clear_password` ready without a switch, by the `_client_name` that they send.
/// Asked only where the connection is allowed to be in the clear.
final class ClearText {
    private static final Set<String> READY = Set.of("libmariadb", "pymysql");

    /// These want a switch (`--enable-cleartext-plugin`, `allowCleartextPasswords=true`) or TLS.
    private static final Set<String> NOT_READY = Set.of(
            "libmysql",
            "mysql connector/j",
            "go-mysql-driver",
            "mariadb connector/j",
            "mariadb connector/node",
            "node-mysql-2",
            "mysql-connector-python");

    private ClearText() {}

    static boolean isKnownToWork(LoginRequest request) {
        return READY.contains(clientName(request));
    }

    static boolean isKnownToFail(LoginRequest request) {
        return NOT_READY.contains(clientName(request));
    }

    private static String clientName(LoginRequest request) {
        return request.attributes().getOrDefault("_client_name", "").toLowerCase(Locale.ROOT);
    }
}
