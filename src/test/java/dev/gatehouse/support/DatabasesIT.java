package dev.gatehouse.support;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.boot.demo.Shop;

import static org.assertj.core.api.Assertions.assertThat;

class DatabasesIT {
    @Test
    void postgresHoldsTheShop() throws SQLException {
        assertThat(payments("jdbc:postgresql", "", Databases.postgres())).isEqualTo(Shop.PAYMENTS);
    }

    @Test
    void mysqlHoldsTheShop() throws SQLException {
        assertThat(payments("jdbc:mariadb", "?allowPublicKeyRetrieval=true", Databases.mysql()))
                .isEqualTo(Shop.PAYMENTS);
    }

    private static long payments(String scheme, String options, DatabaseServer server) throws SQLException {
        String url = scheme + "://" + server.host() + ":" + server.port() + "/" + server.database() + options;
        try (var connection = DriverManager.getConnection(url, server.user(), server.password());
                var statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select count(*) from payments p join orders o on p.order_id = o.id")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
