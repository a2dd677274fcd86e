package dev.gatehouse.wire.mysql;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FleetGreetingTest {
    private static final long MARIADB = MysqlCapabilities.DEPRECATE_EOF
            | MysqlCapabilities.SESSION_TRACK
            | MysqlCapabilities.MULTI_STATEMENTS
            | MysqlCapabilities.MARIADB_EXTENDED_METADATA
            | MysqlCapabilities.MARIADB_CACHE_METADATA
            | MysqlCapabilities.MARIADB_STMT_BULK_OPERATIONS;
    private static final long MYSQL = MysqlCapabilities.MYSQL
            | MysqlCapabilities.DEPRECATE_EOF
            | MysqlCapabilities.SESSION_TRACK
            | MysqlCapabilities.MULTI_STATEMENTS
            | MysqlCapabilities.COMPRESS
            | MysqlCapabilities.QUERY_ATTRIBUTES;

    private static MysqlGreeting greeting(MysqlFleet.Known... servers) {
        MysqlFleet fleet = new MysqlFleet();
        List<MysqlFleet.Known> all = Arrays.asList(servers);
        all.forEach(server -> fleet.learn("t" + all.indexOf(server), server));
        return fleet.greeting();
    }

    private static MysqlFleet.Known server(String version, long capabilities) {
        return new MysqlFleet.Known(version, capabilities);
    }

    @Test
    void beforeAnyServerIsKnownNothingIsOfferedThatNeedsOneKind() {
        assertThat(greeting()).isEqualTo(FleetGreeting.UNKNOWN);
        assertThat(greeting().offered(false) >>> 32).isZero();
    }

    @Test
    void mariaDbsGreetAsMariaDbWithWhatASessionCarries() {
        MysqlGreeting greeting = greeting(server("11.4.5-MariaDB", MARIADB), server("10.11.19-MariaDB-log", MARIADB));

        assertThat(greeting.serverVersion()).isEqualTo("10.11.19-MariaDB-log");
        assertThat(greeting.offered(false))
                .matches(offered -> MysqlCapabilities.has(offered, MysqlCapabilities.MARIADB_EXTENDED_METADATA))
                .matches(offered -> !MysqlCapabilities.has(offered, MysqlCapabilities.MYSQL))
                .matches(offered -> !MysqlCapabilities.has(offered, MysqlCapabilities.MARIADB_CACHE_METADATA))
                .matches(offered -> !MysqlCapabilities.has(offered, MysqlCapabilities.MARIADB_STMT_BULK_OPERATIONS))
                .matches(offered -> !MysqlCapabilities.has(offered, MysqlCapabilities.QUERY_ATTRIBUTES));
    }

    @Test
    void mysqlsGreetAsTheOldestOfThem() {
        MysqlGreeting greeting = greeting(server("9.7.0", MYSQL), server("8.0.42", MYSQL), server("8.4.5", MYSQL));

        assertThat(greeting.serverVersion()).isEqualTo("8.0.42");
        assertThat(greeting.offered(false))
                .matches(offered -> MysqlCapabilities.has(offered, MysqlCapabilities.QUERY_ATTRIBUTES))
                .matches(offered -> !MysqlCapabilities.has(offered, MysqlCapabilities.COMPRESS));
    }

    @Test
    void aMixedFleetGreetsAsAMysqlWithWhatBothHave() {
        MysqlGreeting greeting = greeting(server("11.4.5-MariaDB", MARIADB), server("9.7.0", MYSQL));

        assertThat(greeting.serverVersion()).isEqualTo(FleetGreeting.UNKNOWN.serverVersion());
        assertThat(greeting.offered(false))
                .matches(offered -> MysqlCapabilities.has(offered, MysqlCapabilities.MYSQL))
                .matches(offered -> offered >>> 32 == 0)
                .matches(offered -> !MysqlCapabilities.has(offered, MysqlCapabilities.QUERY_ATTRIBUTES));
    }

    @Test
    void aReplacedServerIsLearntAnew() {
        MysqlFleet fleet = new MysqlFleet();
        fleet.learn("shop", server("11.4.5-MariaDB", MARIADB));

        fleet.learn("shop", server("9.7.0", MYSQL));

        assertThat(fleet.greeting().serverVersion()).isEqualTo("9.7.0");
        assertThat(fleet.greeting().offered(false) >>> 32).isZero();
    }
}
