package dev.gatehouse.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.boot.demo.DatabaseServer;

/// JDBC as tests need it: connections past the gateway, statements of which only success counts, and first columns.
public final class Jdbc {
    private Jdbc() {}

    public static Connection postgres(DatabaseServer server) throws SQLException {
        return postgres(server, "");
    }

    /// @param options of the URL, from its question mark on
    public static Connection postgres(DatabaseServer server, String options) throws SQLException {
        return connect("jdbc:postgresql", server, options);
    }

    public static Connection mysql(DatabaseServer server) throws SQLException {
        return connect("jdbc:mariadb", server, "?allowPublicKeyRetrieval=true");
    }

    private static Connection connect(String scheme, DatabaseServer server, String options) throws SQLException {
        return DriverManager.getConnection(
                scheme + "://" + server.host() + ":" + server.port() + "/" + server.database() + options,
                server.user(),
                server.password());
    }

    /// The same server, with another database or none.
    public static DatabaseServer at(DatabaseServer server, String database) {
        return new DatabaseServer(server.host(), server.port(), server.user(), server.password(), database);
    }

    public static void run(Connection connection, String... all) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : all) {
                statement.execute(sql);
            }
        }
    }

    public static List<String> column(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return column(rows);
        }
    }

    public static List<String> column(ResultSet rows) throws SQLException {
        List<String> cells = new ArrayList<>();
        while (rows.next()) {
            cells.add(rows.getString(1));
        }
        return cells;
    }

    public static List<String> column(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return column(statement, sql);
        }
    }

    public static String single(Connection connection, String sql) throws SQLException {
        return column(connection, sql).getFirst();
    }
}
