package dev.gatehouse.catalog;

import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

import org.postgresql.ssl.WrappedFactory;

/// Hands the target's own TLS context to a driver that makes its socket factory by class name: it does so on the
/// thread that connects, for which the context is bound.
public final class DriverTls extends WrappedFactory {
    static final ScopedValue<SSLSocketFactory> TRUST = ScopedValue.newInstance();

    /// Errors: `NoSuchElementException` outside of a fetch.
    public DriverTls(Properties settings) {
        factory = TRUST.get();
    }
}
