package dev.gatehouse.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;

import dev.gatehouse.sql.Procedure;

/// Fetches the catalogue of a MySQL or MariaDB server, all schemas that its user may see.
///
/// Views that the server's own installation has made count as tables; any other view has its definition, or is left
/// out where the user may not read that (it needs the privilege SHOW VIEW).
public final class MysqlSource implements CatalogSource {
    private static final Set<String> INSTALLERS =
            Set.of("mysql.sys@localhost", "mariadb.sys@localhost", "mysql.infoschema@localhost");
    private static final Set<String> SYSTEM = Set.of("mysql", "sys", "performance_schema", "information_schema");

    private static final String VIEWS =
            "select table_schema, table_name, view_definition, definer from information_schema.views";

    private static final String ROUTINES =
            "select routine_schema, routine_name from information_schema.routines where routine_type = 'FUNCTION'";

    private static final String OWN = "('mysql', 'sys', 'performance_schema', 'information_schema')";

    /// A body that may not be read is NULL.
    private static final String PROCEDURES =
            "select routine_schema, routine_name, routine_definition, sql_mode from information_schema.routines"
                    + " where routine_type = 'PROCEDURE' and routine_body = 'SQL' and routine_definition is not null"
                    + " and routine_schema not in " + OWN;

    private static final String PARAMETERS =
            "select specific_schema, specific_name, parameter_name, parameter_mode from information_schema.parameters"
                    + " where routine_type = 'PROCEDURE' and specific_schema not in " + OWN
                    + " order by specific_schema, specific_name, ordinal_position";

    /// Hidden columns are left out: `*` does not show them, and a statement that names one is not understood.
    private static final String COLUMNS = """
            select t.table_schema, t.table_name, t.table_type, c.column_name, c.column_type, c.column_comment
            from information_schema.tables t
            left join information_schema.columns c
                on c.table_schema = t.table_schema and c.table_name = t.table_name
                and coalesce(c.extra, '') not like '%INVISIBLE%'
            where t.table_type <> 'TEMPORARY'
            order by t.table_schema, t.table_name, c.ordinal_position""";

    private final TargetAddress address;

    public MysqlSource(TargetAddress address) {
        this.address = address;
    }

    @Override
    public Schemas fetch() throws SQLException {
        try (Connection connection = connect(address, "catalogue", "", Map.of());
                Statement statement = connection.createStatement()) {
            connection.setReadOnly(true);
            statement.setQueryTimeout(20);
            return read(statement);
        }
    }

    /// A connection for those who look at samples of values. Errors: `SQLException` when there is none.
    public static Connection sampling(TargetAddress address) throws SQLException {
        return connect(address, "sampler", "", Map.of());
    }

    /// @param role what the connection is for, as the server shows it
    /// @param database the default one; empty for none
    /// @param more settings of the driver
    static Connection connect(TargetAddress address, String role, String database, Map<String, String> more)
            throws SQLException {
        Properties settings = new Properties();
        settings.putAll(more);
        settings.setProperty("connectionAttributes", "program_name:gatehouse " + role);
        return DriverTls.within(address, () -> connect(address, database, settings));
    }

    private static Connection connect(TargetAddress address, String database, Properties settings) throws SQLException {
        if (address.tls().isEmpty()) {
            return open(address, database, settings, "disable");
        }
        try {
            return open(address, database, settings, "trust"); // whom to trust is the context's to say
        } catch (SQLException refused) {
            if (address.tlsMode().equals("prefer")) {
                return open(address, database, settings, "disable");
            }
            throw refused;
        }
    }

    private static Connection open(TargetAddress address, String database, Properties settings, String sslMode)
            throws SQLException {
        settings.setProperty("user", address.user());
        settings.setProperty("password", address.password().get());
        settings.setProperty("sslMode", sslMode);
        settings.setProperty("tlsSocketType", MariaDbTls.TYPE);
        settings.setProperty("allowPublicKeyRetrieval", "true");
        settings.setProperty("connectTimeout", "5000");
        settings.setProperty("socketTimeout", "30000");
        settings.setProperty("tcpKeepAlive", "true");
        String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
        String url = "jdbc:mariadb://" + host + ":" + address.port() + "/"
                + java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
        Connection connection = new Driver().connect(url, settings);
        if (connection == null) {
            throw new SQLException("the driver does not take the address");
        }
        return connection;
    }

    private static Schemas read(Statement statement) throws SQLException {
        String user;
        boolean folds;
        try (ResultSet row = statement.executeQuery("select current_user(), @@global.lower_case_table_names")) {
            row.next();
            user = row.getString(1);
            folds = row.getInt(2) != 0;
        }
        SchemaGatherer gathered = new SchemaGatherer(folds, Set.of("information_schema"), true);
        try (ResultSet rows = statement.executeQuery("select schema_name from information_schema.schemata")) {
            while (rows.next()) {
                gathered.usable(rows.getString(1));
            }
        }
        Map<String, Map<String, View>> definitions = definitions(statement);
        try (ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                String schema = rows.getString(1);
                String name = rows.getString(2);
                View view = definitions.getOrDefault(schema, Map.of()).getOrDefault(name, View.UNKNOWN);
                gathered.table(schema, name, rows.getString(3).equals("VIEW") && !view.own(), view.definition());
                if (rows.getString(4) != null) {
                    gathered.column(rows.getString(4), rows.getString(5), rows.getString(6));
                }
            }
        }
        try (ResultSet rows = statement.executeQuery(ROUTINES)) {
            while (rows.next()) {
                gathered.function(rows.getString(1), rows.getString(2));
            }
        }
        procedures(statement, gathered);
        return gathered.schemas(user, "");
    }

    private record RoutineName(String schema, String name) {}

    private static void procedures(Statement statement, SchemaGatherer gathered) throws SQLException {
        Map<RoutineName, List<Procedure.Parameter>> parameters = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(PARAMETERS)) {
            while (rows.next()) {
                parameters
                        .computeIfAbsent(new RoutineName(rows.getString(1), rows.getString(2)), _ -> new ArrayList<>())
                        .add(new Procedure.Parameter(
                                rows.getString(3),
                                !rows.getString(4).equals("OUT"),
                                !rows.getString(4).equals("IN")));
            }
        }
        try (ResultSet rows = statement.executeQuery(PROCEDURES)) {
            while (rows.next()) {
                RoutineName name = new RoutineName(rows.getString(1), rows.getString(2));
                gathered.procedure(
                        name.name,
                        new Procedure(
                                name.schema,
                                rows.getString(3),
                                rows.getString(4),
                                parameters.getOrDefault(name, List.of())));
            }
        }
    }

    /// @param own made by the server's own installation
    private record View(boolean own, String definition) {
        static final View UNKNOWN = new View(false, "");
    }

    private static Map<String, Map<String, View>> definitions(Statement statement) throws SQLException {
        Map<String, Map<String, View>> all = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(VIEWS)) {
            while (rows.next()) {
                String schema = rows.getString(1);
                @Nullable String definition = rows.getString(3);
                boolean own = SYSTEM.contains(schema) && INSTALLERS.contains(rows.getString(4));
                all.computeIfAbsent(schema, _ -> new HashMap<>())
                        .put(rows.getString(2), new View(own, own || definition == null ? "" : definition));
            }
        }
        return all;
    }
}
