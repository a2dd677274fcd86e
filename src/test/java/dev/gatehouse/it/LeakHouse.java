package dev.gatehouse.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.nio.NioEventLoopGroup;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.boot.Gateway;
import dev.gatehouse.boot.StartFailed;
import dev.gatehouse.boot.Wiring;
import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.bundle.PolicySettings;
import dev.gatehouse.config.SelfSignedCertificate;
import dev.gatehouse.config.Settings;
import dev.gatehouse.identity.IssuerSettings;
import dev.gatehouse.mask.Mask;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;
import dev.gatehouse.support.Paces;
import dev.gatehouse.support.ShippedBundle;
import dev.gatehouse.support.Targets;
import dev.gatehouse.support.Tokens;
import dev.gatehouse.wire.TlsContexts;

/// The program's own wiring in front of two databases with sensitive values, under the shipped policy: `pg` and
/// `my`.
final class LeakHouse implements AutoCloseable {
    static final String DATABASE = "leaks";
    static final Path SHARED = Path.of("..", "shared", "leaks");
    private static final List<String> SENSITIVE = List.of("*.customers.ssn", "*.customers.profile", "*.people.ssn");

    private static final List<Path> POSTGRES_SCRIPTS =
            List.of(script("fixture_pg.sql"), resource("more_postgresql.sql"));
    private static final List<Path> MYSQL_SCRIPTS = List.of(script("fixture_mysql.sql"), resource("more_mysql.sql"));
    private static final Pattern FILLS = Pattern.compile("insert into (?:customers|orders)|update customers\\b");

    /// What a house is built of.
    ///
    /// @param environment the targets' label
    /// @param sensitive the columns that the policy's parameters refuse
    /// @param tls whether clients may have their sessions encrypted
    /// @param limits of what is held of a message, among others
    record Plan(
            String environment,
            List<String> sensitive,
            Settings.MaskingSettings masking,
            boolean tls,
            Settings.LimitSettings limits) {
        Plan(String environment, List<String> sensitive, Settings.MaskingSettings masking) {
            this(environment, sensitive, masking, false);
        }

        Plan(String environment, List<String> sensitive, Settings.MaskingSettings masking, boolean tls) {
            this(environment, sensitive, masking, tls, Settings.LimitSettings.STANDARD);
        }

        /// Production, whose sensitive columns nobody reads.
        static final Plan REFUSING = new Plan("production", SENSITIVE, Settings.MaskingSettings.STANDARD);

        /// Production, where one sensitive column has been named.
        static final Plan MASKING = new Plan(
                "production",
                List.of(),
                new Settings.MaskingSettings(
                        true, Map.of(), Map.of("*.*.customers.profile", Mask.REDACT), Optional.empty()));
    }

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final Tokens tokens = Tokens.es256("k-1");
    private final Gateway gateway;
    final Connection postgres;
    final Connection mysql;

    LeakHouse(Path folder, Plan plan, List<Path> postgresScripts, List<Path> mysqlScripts)
            throws IOException, StartFailed, SQLException {
        postgres = filled(
                postgresUrl(),
                "drop database if exists leaks with (force);drop role if exists app_ro;" + "create database leaks",
                postgresScripts);
        mysql = filled(mysqlUrl(), "drop database if exists leaks;create database leaks", mysqlScripts);
        Path keys = Files.writeString(folder.resolve("keys.json"), Tokens.jwks(tokens));
        var identity = plan.tls()
                ? Optional.of(SelfSignedCertificate.create("localhost").writeTo(folder))
                : Optional.<TlsContexts.Identity>empty();
        gateway = Wiring.open(
                new Settings(
                        List.of(listener("postgresql", identity), listener("mysql", identity)),
                        List.of(
                                Targets.labelled(
                                        "pg",
                                        "postgresql",
                                        Jdbc.at(Databases.postgres(), DATABASE),
                                        plan.environment()),
                                Targets.labelled(
                                        "my", "mysql", Jdbc.at(Databases.mysql(), DATABASE), plan.environment())),
                        List.of(IssuerSettings.of("corp", Tokens.ISSUER, keys.toString(), Tokens.AUDIENCE)),
                        new PolicySettings(
                                Optional.of(bundle(folder, plan)),
                                PolicySettings.STANDARD.entrypoint(),
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(10)),
                        plan.masking(),
                        new Settings.JournalSettings(folder.resolve("journal"), AuditSettings.STANDARD, false),
                        plan.limits()),
                loops,
                new SimpleMeterRegistry(),
                Paces.RESTLESS);
    }

    /// In front of the tables that the lists of attempts are about.
    static LeakHouse leaks(Path folder, Plan plan) throws IOException, StartFailed, SQLException {
        return new LeakHouse(folder, plan, POSTGRES_SCRIPTS, MYSQL_SCRIPTS);
    }

    private static Path script(String name) {
        return Files.exists(SHARED) ? SHARED.resolve(name) : resource(name);
    }

    private static Path resource(String name) {
        return Path.of("src", "test", "resources", "leaks", name);
    }

    private static Settings.ListenerSettings listener(String protocol, Optional<TlsContexts.Identity> identity) {
        var tls = identity.map(own -> TlsContexts.listener(own, Optional.empty(), List.of(protocol)));
        return new Settings.ListenerSettings(protocol, InetSocketAddress.createUnresolved("127.0.0.1", 0), tls, true);
    }

    private static Path bundle(Path folder, Plan plan) throws IOException {
        return ShippedBundle.with(folder, parameters -> {
            ArrayNode columns = ((ObjectNode) parameters.get("sensitive")).putArray("columns");
            plan.sensitive().forEach(columns::add);
        });
    }

    private static String postgresUrl() {
        DatabaseServer server = Databases.postgres();
        return "jdbc:postgresql://" + server.host() + ":" + server.port() + "/%s?preferQueryMode=simple&user="
                + server.user() + "&password=" + server.password();
    }

    private static String mysqlUrl() {
        DatabaseServer server = Databases.mysql();
        return "jdbc:mariadb://" + server.host() + ":" + server.port() + "/%s?allowMultiQueries=true&user="
                + server.user() + "&password=" + server.password();
    }

    private static Connection filled(String url, String first, List<Path> scripts) throws SQLException, IOException {
        boolean postgres = url.startsWith("jdbc:postgresql");
        try (Connection server = DriverManager.getConnection(url.formatted(postgres ? "postgres" : ""));
                Statement statement = server.createStatement()) {
            for (String sql : first.split(";")) {
                statement.execute(sql);
            }
        }
        Connection connection = DriverManager.getConnection(url.formatted(DATABASE));
        try (Statement statement = connection.createStatement()) {
            for (Path script : scripts) {
                for (String line : Files.readAllLines(script)) {
                    if (!line.isBlank() && !line.startsWith("create database")) {
                        statement.execute(line);
                    }
                }
            }
        }
        return connection;
    }

    /// Fills the tables that the attempts are after as they were at first.
    void refill(boolean ofPostgres) throws SQLException, IOException {
        List<String> texts = new ArrayList<>(
                ofPostgres
                        ? List.of("truncate customers, orders restart identity cascade")
                        : List.of("set foreign_key_checks = 0; truncate orders; truncate customers;"
                                + " set foreign_key_checks = 1"));
        for (Path path : ofPostgres ? POSTGRES_SCRIPTS : MYSQL_SCRIPTS) {
            Files.readAllLines(path).stream()
                    .filter(line -> FILLS.matcher(line).lookingAt())
                    .forEach(texts::add);
        }
        try (Statement statement = (ofPostgres ? postgres : mysql).createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    Connection direct(boolean toPostgres) throws SQLException {
        return DriverManager.getConnection((toPostgres ? postgresUrl() : mysqlUrl()).formatted(DATABASE));
    }

    /// Somebody with these groups.
    LeakClient client(boolean toPostgres, String user, String... groups) throws IOException {
        String token = token(user, groups);
        return toPostgres
                ? new PgLeakClient(gateway.postgresPort(), user, token, "pg")
                : new MysqlLeakClient(gateway.mysqlPort(), user, token, "my");
    }

    int postgresPort() {
        return gateway.postgresPort();
    }

    int mysqlPort() {
        return gateway.mysqlPort();
    }

    String token(String user, String... groups) {
        return tokens.sign(Tokens.with(Tokens.claims(user, Instant.now()), "groups", List.of(groups)));
    }

    /// A digest of rows, and of what objects there are.
    String state(boolean ofPostgres) throws SQLException {
        Connection connection = ofPostgres ? postgres : mysql;
        String query = ofPostgres ? """
                select md5(concat((select string_agg(c::text, ',' order by id) from customers c)
                    , (select string_agg(o::text, ',' order by id) from orders o)
                    , (select count(*) from pg_class where relpersistence <> 't'), ' ', (select count(*) from pg_proc) || ' '
                    , (select string_agg(rolname || rolsuper, ',' order by rolname) from pg_roles)
                    , (select last_value from seq1)
                    , (select string_agg(name || setting, ',' order by name) from pg_settings where source <> 'client')
                    , (select count(*) from pg_trigger), (select count(*) from pg_policy)
                    , (select count(*) from pg_largeobject_metadata)
                    , (select string_agg(pg_get_viewdef(oid), ',' order by oid) from pg_class
                        where relkind = 'v' and oid > 16384)))""" : """
                select md5(concat((select group_concat(id, name, email, ssn, country order by id) from customers),
                    (select group_concat(id, customer_id, amount, coalesce(note, '-') order by id) from orders),
                    (select group_concat(table_name order by 1) from information_schema.tables
                        where table_schema = 'leaks'),
                    (select count(*) from information_schema.routines), (select count(*) from mysql.user),
                    (select count(*) from information_schema.triggers), @@global.sql_mode, @@global.general_log))""";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        gateway.close();
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
        postgres.close();
        mysql.close();
    }
}
