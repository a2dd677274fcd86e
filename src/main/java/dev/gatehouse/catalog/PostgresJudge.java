package dev.gatehouse.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PreferQueryMode;

import dev.gatehouse.sql.ColumnRef;

/// Asks PostgreSQL for its own record of what a text reads: the text becomes the body of a temporary function
/// (`BEGIN ATOMIC`), whose entries in `pg_depend` are read, and all is rolled back. The text is parsed and analysed
/// by the server, and never run.
///
/// A text that closes the body would be run behind it. So it is first given to PREPARE in one message of the
/// protocol, in which the server takes no second statement: what it has taken there is one query or change of rows,
/// and can only be that in the function too. Threads: one.
public final class PostgresJudge implements ServerJudge {
    private static final int FIRST_WITH_BODIES = 14;
    private static final String LIMITS = "set local lock_timeout = '2s'; set local statement_timeout = '10s'";
    private static final String TRIGGERS = "select count(*) from pg_event_trigger where evtenabled <> 'D'";
    private static final String PARAMETERS =
            "select array_to_string(parameter_types, ', ') from pg_prepared_statements where name = 'gatehouse_judge'";

    private static final String CREATE = """
            do $do$ begin
                execute current_setting('gatehouse.judge');
            end $do$""";

    private static final String DEPENDS = """
            select n.nspname, c.relname, a.attname
            from pg_depend d
            join pg_class c on c.oid = d.refobjid and c.relkind in ('r', 'p', 'v', 'm', 'f')
            join pg_namespace n on n.oid = c.relnamespace
            left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid and a.attnum > 0
            where d.refclassid = 'pg_class'::regclass and d.classid = 'pg_proc'::regclass
              and d.objid = (select oid from pg_proc
                             where proname = 'gatehouse_judge' and pronamespace = pg_my_temp_schema())""";

    private final Connection connection;

    private PostgresJudge(Connection connection) {
        this.connection = connection;
    }

    public static PostgresJudge open(TargetAddress address) throws SQLException {
        Connection connection = PostgresSource.connect(address, "judge", false);
        try {
            connection.setAutoCommit(false);
            return on(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// On a connection in a transaction, which it leaves as it was. Errors: `IllegalArgumentException` for one that
    /// could send several statements in one message.
    public static PostgresJudge on(Connection connection) throws SQLException {
        if (connection.getAutoCommit()
                || connection.unwrap(PGConnection.class).getPreferQueryMode() != PreferQueryMode.EXTENDED) {
            throw new IllegalArgumentException("a connection with open transactions and extended queries is needed");
        }
        return new PostgresJudge(connection);
    }

    @Override
    public Map<String, String> variables() {
        try {
            return Map.of(
                    "server_version", ask1("show server_version"),
                    "standard_conforming_strings", ask1("show standard_conforming_strings"),
                    "client_encoding", ask1("show client_encoding"));
        } catch (SQLException lost) {
            throw new IllegalStateException("the settings of the connection cannot be read", lost);
        }
    }

    @Override
    public ServerReading ask(String sql) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < FIRST_WITH_BODIES) {
            return new ServerReading.NotAsked(
                    "PostgreSQL " + version + " keeps no record of what a text reads; 14 and later do");
        }
        if (connection
                        .unwrap(BaseConnection.class)
                        .createQuery(prepare(sql), false, false)
                        .query
                        .getSubqueries()
                != null) {
            return new ServerReading.NotAsked("it would be sent as several statements");
        }
        Savepoint before = connection.setSavepoint();
        try {
            run(LIMITS);
            if (!ask1(TRIGGERS).equals("0")) {
                return new ServerReading.NotAsked("event triggers of this database would run");
            }
            run(prepare(sql));
            return recorded(sql);
        } catch (SQLException e) {
            return refused(e);
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
            forget();
        }
    }

    private static String prepare(String sql) {
        return "prepare gatehouse_judge as " + sql;
    }

    private ServerReading recorded(String sql) throws SQLException {
        String function = "create function pg_temp.gatehouse_judge(" + ask1(PARAMETERS)
                + ") returns void language sql begin atomic " + sql + "\n; end";
        try (PreparedStatement setting = connection.prepareStatement("select set_config('gatehouse.judge', ?, true)")) {
            setting.setString(1, function);
            setting.executeQuery().close();
        }
        run(CREATE);
        Set<ColumnRef> columns = new HashSet<>();
        Set<Table.Name> tables = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DEPENDS)) {
            while (rows.next()) {
                tables.add(new Table.Name(rows.getString(1), rows.getString(2)));
                if (rows.getString(3) != null) {
                    columns.add(new ColumnRef(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return new ServerReading.Recorded(columns, tables);
    }

    private static ServerReading refused(SQLException e) throws SQLException {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (state.startsWith("08")) {
            throw e;
        }
        return switch (state) {
            // no right to make temporary functions, a standby, a lock, the time, what a body cannot hold
            case "42501", "25006", "55P03", "57014", "0A000" -> new ServerReading.NotAsked(why);
            default -> new ServerReading.Refused(why);
        };
    }

    /// A prepared statement outlives the rollback.
    private void forget() throws SQLException {
        if (!ask1("select count(*) from pg_prepared_statements where name = 'gatehouse_judge'")
                .equals("0")) {
            run("deallocate gatehouse_judge");
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private String ask1(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
