package dev.gatehouse.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

import org.postgresql.ssl.WrappedFactory;

/// Hands the target's own TLS context to the driver of PostgreSQL, which makes its socket factory by class name: on
/// the thread that connects, for which the address is bound.
public final class DriverTls extends WrappedFactory {
    static final ScopedValue<TargetAddress> ADDRESS = ScopedValue.newInstance();

    /// Errors: `NoSuchElementException` outside of a fetch.
    public DriverTls(Properties settings) {
        factory = sockets();
    }

    static SSLSocketFactory sockets() {
        return ADDRESS.get().tls().orElseThrow();
    }

    /// Something that connects.
    interface Connect {
        Connection open() throws SQLException;
    }

    /// Runs `connect` with this address bound, so that what the drivers make asks here for its context.
    static Connection within(TargetAddress address, Connect connect) throws SQLException {
        return ScopedValue.where(ADDRESS, address).call(connect::open);
    }
}
