package dev.gatehouse.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.boot.demo.PostgresServer;

/// A PostgreSQL of a test's own that shows the certificate which the test gives it.
public final class CertifiedPostgres implements AutoCloseable {
    private final PostgresServer server;

    /// The installation's own user, who comes in without TLS and without a password.
    private final Connection installation;

    /// @param hba lines of `pg_hba.conf`
    public CertifiedPostgres(List<String> hba) throws SQLException {
        server = PostgresServer.start(Map.of(), hba);
        DatabaseServer at = server.address();
        installation = Jdbc.postgres(
                new DatabaseServer(at.host(), at.port(), "postgres", "", at.database()), "?sslmode=disable");
    }

    public DatabaseServer address() {
        return server.address();
    }

    public void run(String... statements) throws SQLException {
        Jdbc.run(installation, statements);
    }

    public String single(String sql) throws SQLException {
        return Jdbc.single(installation, sql);
    }

    /// Makes the server show this certificate, and waits until it does.
    public void present(TestAuthority.Issued identity) throws Exception {
        Path certificate = serverFile(identity.certificate());
        run(
                "alter system set ssl_cert_file = '" + certificate + "'",
                "alter system set ssl_key_file = '" + serverFile(identity.key()) + "'",
                "alter system set ssl = on");
        reload("ssl_cert_file", certificate.toString());
        reload("ssl", "on");
    }

    /// Clients may show certificates of this authority.
    public void trust(TestAuthority authority) throws Exception {
        run("alter system set ssl_ca_file = '" + serverFile(authority.certificate()) + "'");
    }

    public void presentNothing() throws SQLException {
        run("alter system set ssl = off");
        reload("ssl", "off");
    }

    private void reload(String setting, String value) throws SQLException {
        run("select pg_reload_conf()");
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> single("show " + setting)
                .equals(value));
    }

    /// A copy in the server's own directory that the server's user owns.
    private Path serverFile(Path file) throws Exception {
        Path data = Path.of(single("show data_directory"));
        Path copy = data.resolve(file.getFileName());
        if (!Files.exists(copy)) {
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            Files.setOwner(copy, Files.getOwner(data));
        }
        return copy;
    }

    @Override
    public void close() throws SQLException {
        installation.close();
        server.close();
    }
}
