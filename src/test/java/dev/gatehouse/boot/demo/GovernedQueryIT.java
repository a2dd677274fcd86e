package dev.gatehouse.boot.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.nio.NioEventLoopGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.boot.Gateway;
import dev.gatehouse.boot.StartFailed;
import dev.gatehouse.boot.Wiring;
import dev.gatehouse.config.SelfSignedCertificate;
import dev.gatehouse.config.Settings;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.ShippedBundle;
import dev.gatehouse.support.Targets;
import dev.gatehouse.wire.TlsContexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// One query from end to end on both protocols, by the very wiring that the program runs: real drivers, tokens,
/// policy, servers and record.
class GovernedQueryIT {
    @TempDir
    static Path folder;

    private static final NioEventLoopGroup LOOPS = new NioEventLoopGroup(1);
    private static DemoIssuer issuer;
    private static Gateway gateway;

    @BeforeAll
    static void open() throws IOException, StartFailed {
        issuer = DemoIssuer.in(folder);
        var identity = SelfSignedCertificate.create("localhost").writeTo(folder);
        Settings settings = new Settings(
                List.of(listener("postgresql", identity), listener("mysql", identity)),
                List.of(
                        Targets.labelled("shop", "postgresql", Databases.postgres(), "production"),
                        Targets.labelled("shop-mysql", "mysql", Databases.mysql(), "production")),
                List.of(issuer.settings()),
                ShippedBundle.PATIENT,
                Settings.MaskingSettings.STANDARD,
                new Settings.JournalSettings(folder.resolve("journal"), AuditSettings.STANDARD, false),
                Settings.LimitSettings.STANDARD);
        gateway = Wiring.open(settings, LOOPS, new SimpleMeterRegistry());
    }

    @AfterAll
    static void close() {
        gateway.close();
        LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void anAnalystReadsAndTheRecordSaysSo() throws SQLException, IOException {
        try (Connection postgres = postgres(alice());
                Connection mysql = mysql(alice())) {
            assertThat(payments(postgres)).isEqualTo(Shop.PAYMENTS);
            assertThat(payments(mysql)).isEqualTo(Shop.PAYMENTS);
        }
        assertThat(Files.readString(folder.resolve("journal/journal.jsonl")))
                .contains("\"event\":\"statement.decided\"", "\"event\":\"statement.finished\"")
                .contains("\"protocol\":\"postgresql\"", "\"protocol\":\"mysql\"", "\"id\":\"alice\"");
    }

    @Test
    void anUnfilteredUpdateIsRefusedAndTheConnectionGoesOn() throws SQLException {
        try (Connection postgres = postgres(alice());
                Connection mysql = mysql(alice())) {
            assertRefused(postgres, "update orders set status = 'lost'");
            assertRefused(mysql, "update orders set status = 'lost'");
            assertThat(payments(postgres)).isEqualTo(Shop.PAYMENTS);
            assertThat(payments(mysql)).isEqualTo(Shop.PAYMENTS);
        }
    }

    @Test
    void anAgentMayOnlyRead() throws SQLException {
        try (Connection postgres = postgres(Persona.ALL.getLast());
                Connection mysql = mysql(Persona.ALL.getLast())) {
            assertThat(payments(postgres)).isEqualTo(Shop.PAYMENTS);
            assertRefused(postgres, "delete from payments where id = 1");
            assertRefused(mysql, "delete from payments where id = 1");
        }
    }

    @Test
    void anAnalystSeesMasksAndWhoeverMaySeePersonalDataSeesIt() throws SQLException {
        Shop.Customer customer = new Shop().customers().get(1);
        Persona omar = Persona.ALL.get(1);
        try (Connection postgres = postgres(alice());
                Connection mysql = mysql(alice());
                Connection owners = postgres(omar);
                Connection ownersMysql = mysql(omar)) {
            for (Connection clear : List.of(owners, ownersMysql)) {
                assertThat(customer(clear)).contains(customer.email(), customer.ssn(), customer.note());
            }
            for (Connection masked : List.of(postgres, mysql)) {
                assertThat(customer(masked))
                        .doesNotContain(customer.email(), customer.ssn(), customer.card(), customer.name())
                        .contains("@e", "Paid by phone, card ", ", receipt sent.");
            }
        }
    }

    /// Mail, national id, name and a note that quotes a card.
    private static String customer(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select email, ssn, name, note from customers where id = ?")) {
            statement.setInt(1, 2);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1) + "|" + row.getString(2) + "|" + row.getString(3) + "|" + row.getString(4);
            }
        }
    }

    private static void assertRefused(Connection connection, String sql) {
        assertThatThrownBy(() -> {
                    try (var statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isIn("42501", "42000"))
                .hasMessageContaining("refused");
    }

    private static long payments(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select count(*) from payments where id > ?")) {
            statement.setLong(1, 0);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static Persona alice() {
        return Persona.ALL.getFirst();
    }

    private static Connection postgres(Persona persona) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + gateway.postgresPort() + "/shop?sslmode=require";
        return DriverManager.getConnection(url, persona.user(), issuer.token(persona));
    }

    private static Connection mysql(Persona persona) throws SQLException {
        String url = "jdbc:mariadb://127.0.0.1:" + gateway.mysqlPort() + "/shop-mysql?sslMode=trust";
        return DriverManager.getConnection(url, persona.user(), issuer.token(persona));
    }

    private static Settings.ListenerSettings listener(String protocol, TlsContexts.Identity identity) {
        var tls = TlsContexts.listener(identity, Optional.empty(), List.of(protocol));
        return new Settings.ListenerSettings(
                protocol, InetSocketAddress.createUnresolved("127.0.0.1", 0), Optional.of(tls), true);
    }
}
