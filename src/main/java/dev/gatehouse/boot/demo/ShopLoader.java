package dev.gatehouse.boot.demo;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/// Loads the `shop` data set over JDBC into an empty database; leaves a database alone that has it already.
public final class ShopLoader {
    /// `%1$s` is the type of a moment without a zone.
    private static final List<String> SCHEMA = List.of("""
            create table customers (
              id int primary key, name varchar(80) not null, email varchar(120) not null unique, phone varchar(32),
              card varchar(19), ssn varchar(16), note text, api_key varchar(80), born date, credit numeric(10,2),
              active boolean not null, created %1$s not null, country char(2) not null)""", """
            create table orders (
              id bigint primary key, customer_id int not null references customers(id), status varchar(12) not null,
              amount numeric(10,2) not null, note varchar(200), placed %1$s not null)""", """
            create table payments (
              id bigint primary key, order_id bigint not null references orders(id), method varchar(12) not null,
              card varchar(19), amount numeric(10,2) not null, paid %1$s not null)""", """
            create view customer_contacts as
              select id, name, email as contact, phone from customers where active""");

    private ShopLoader() {}

    public static void loadPostgres(DatabaseServer server) {
        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database()
                + "?reWriteBatchedInserts=true";
        load(new org.postgresql.Driver(), url, server, "timestamp");
    }

    public static void loadMysql(DatabaseServer server) {
        String url = "jdbc:mariadb://" + server.host() + ":" + server.port() + "/" + server.database()
                + "?allowPublicKeyRetrieval=true";
        load(new org.mariadb.jdbc.Driver(), url, server, "datetime");
    }

    private static void load(Driver driver, String url, DatabaseServer server, String moment) {
        Properties login = new Properties();
        login.setProperty("user", server.user());
        login.setProperty("password", server.password());
        try (Connection connection = driver.connect(url, login)) {
            if (connection == null) {
                throw new IllegalStateException("no driver for " + server);
            }
            if (!isLoaded(connection)) {
                fill(connection, moment);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the shop data cannot be loaded into " + server, e);
        }
    }

    private static boolean isLoaded(Connection connection) throws SQLException {
        String[] anyTable = {"TABLE"};
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), "customers", anyTable)) {
            if (!tables.next()) {
                return false;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from customers")) {
            count.next();
            if (count.getInt(1) != Shop.CUSTOMERS) {
                throw new IllegalStateException("the database has a table customers that is not the shop's");
            }
            return true;
        }
    }

    private static void fill(Connection connection, String moment) throws SQLException {
        Shop shop = new Shop();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(String.format(Locale.ROOT, sql, moment));
            }
        }
        insert(connection, "customers", 13, shop.customers(), (row, c) -> {
            row.set(c.id(), c.name(), c.email(), c.phone(), c.card(), c.ssn(), c.note(), c.apiKey());
            row.set(c.born(), c.credit(), c.active(), c.created(), c.country());
        });
        insert(
                connection,
                "orders",
                6,
                shop.orders(),
                (row, o) -> row.set(o.id(), o.customerId(), o.status(), o.amount(), o.note(), o.placed()));
        insert(
                connection,
                "payments",
                6,
                shop.payments(),
                (row, p) -> row.set(p.id(), p.orderId(), p.method(), p.card(), p.amount(), p.paid()));
        connection.commit();
    }

    private static <T> void insert(Connection connection, String table, int columns, List<T> rows, Filler<T> filler)
            throws SQLException {
        String sql = "insert into " + table + " values (?" + ",?".repeat(columns - 1) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T value : rows) {
                filler.fill(new Row(statement), value);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private interface Filler<T> {
        void fill(Row row, T value) throws SQLException;
    }

    /// The parameters of one insert, set from left to right.
    private static final class Row {
        private final PreparedStatement statement;
        private int column;

        Row(PreparedStatement statement) {
            this.statement = statement;
        }

        void set(Object... values) throws SQLException {
            for (Object value : values) {
                statement.setObject(++column, value);
            }
        }
    }
}
