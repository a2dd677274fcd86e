package dev.gatehouse.wire.mysql;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Makes one greeting of what several servers say: the capabilities that all have and the sessions can carry, the
/// version of the oldest. A fleet of both kinds greets as a MySQL, which is what clients of either can talk to.
final class FleetGreeting {
    private static final int UTF8MB4_0900_AI_CI = 255;
    private static final int UTF8MB4_GENERAL_CI = 45;
    private static final String VERSION = "8.4.0-gatehouse";

    /// What the sessions can do. Not there: compression, and of MariaDB's own extensions bulk execution (a command
    /// of its own) and rows without their columns.
    private static final long CARRIED = MysqlCapabilities.FOUND_ROWS
            | MysqlCapabilities.NO_SCHEMA
            | MysqlCapabilities.ODBC
            | MysqlCapabilities.LOCAL_FILES
            | MysqlCapabilities.IGNORE_SPACE
            | MysqlCapabilities.INTERACTIVE
            | MysqlCapabilities.MULTI_STATEMENTS
            | MysqlCapabilities.MULTI_RESULTS
            | MysqlCapabilities.PS_MULTI_RESULTS
            | MysqlCapabilities.SESSION_TRACK
            | MysqlCapabilities.DEPRECATE_EOF
            | MysqlCapabilities.OPTIONAL_RESULTSET_METADATA
            | MysqlCapabilities.QUERY_ATTRIBUTES
            | MysqlCapabilities.MARIADB_EXTENDED_METADATA;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /// Before any server is known: what a session can translate for every server.
    static final MysqlGreeting UNKNOWN =
            new MysqlGreeting(VERSION, CARRIED & ~MysqlCapabilities.MARIADB_EXTENDED_METADATA, UTF8MB4_0900_AI_CI);

    private FleetGreeting() {}

    static MysqlGreeting of(Collection<MysqlFleet.Known> servers) {
        List<MysqlFleet.Known> all = List.copyOf(servers);
        if (all.isEmpty()) {
            return UNKNOWN;
        }
        long common = all.stream().mapToLong(MysqlFleet.Known::capabilities).reduce(CARRIED, (a, b) -> a & b);
        long mariaDbs = all.stream().filter(FleetGreeting::isMariaDb).count();
        if (mariaDbs > 0 && mariaDbs < all.size()) {
            return new MysqlGreeting(VERSION, common, UTF8MB4_0900_AI_CI);
        }
        String oldest = all.stream()
                .map(MysqlFleet.Known::version)
                .min(Comparator.comparingLong(FleetGreeting::age))
                .orElse(VERSION);
        return new MysqlGreeting(oldest, common, mariaDbs > 0 ? UTF8MB4_GENERAL_CI : UTF8MB4_0900_AI_CI);
    }

    /// MariaDB has said so in its version since there is one.
    private static boolean isMariaDb(MysqlFleet.Known server) {
        return server.version().contains("MariaDB");
    }

    /// The first three numbers of a version as one that can be compared.
    private static long age(String version) {
        long[] numbers = NUMBER.matcher(version)
                .results()
                .map(MatchResult::group)
                .limit(3)
                .mapToLong(Long::parseLong)
                .toArray();
        long age = 0;
        for (int i = 0; i < 3; i++) {
            age = age * 1_000 + Math.min(i < numbers.length ? numbers[i] : 0, 999);
        }
        return age;
    }
}
