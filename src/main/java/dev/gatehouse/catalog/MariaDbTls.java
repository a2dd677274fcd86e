package dev.gatehouse.catalog;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;

/// Hands the target's own TLS context to the driver of MariaDB, which finds this by its [#TYPE]. The context trusts
/// whom it trusts; the host's name is compared where the mode is `verify-full`.
public final class MariaDbTls implements TlsSocketPlugin {
    static final String TYPE = "gatehouse";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public SSLSocket createSocket(Socket socket, SSLSocketFactory ignored) throws IOException {
        TargetAddress address = DriverTls.ADDRESS.get();
        SSLSocket encrypted =
                (SSLSocket) DriverTls.sockets().createSocket(socket, address.host(), address.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(address.tlsMode().equals("verify-full") ? "HTTPS" : null);
        encrypted.setSSLParameters(parameters);
        return encrypted;
    }

    @Override
    public TrustManager[] getTrustManager(Configuration settings, ExceptionFactory exceptions, HostAddress host) {
        return new TrustManager[0]; // of a context that is not used
    }

    @Override
    public KeyManager[] getKeyManager(Configuration settings, ExceptionFactory exceptions) {
        return new KeyManager[0];
    }

    @Override
    public void verify(String host, SSLSession session, long threadId) throws SSLException {
        // Done in the handshake.
    }
}
