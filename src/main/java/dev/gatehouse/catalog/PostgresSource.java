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

import org.postgresql.Driver;

/// Fetches the catalogue of a PostgreSQL database, all in one snapshot of a read-only transaction.
///
/// The search path is empty, so that definitions name every schema but `pg_catalog`. Views that came with the
/// server count as tables: none of them reads a user's table. What they read of users' data (`pg_stats`, large
/// objects) is theirs to be ruled on by name.
public final class PostgresSource implements CatalogSource {
    private static final int FETCH_ROWS = 5_000;
    private static final String SECONDS = "20";

    private static final String SCHEMAS = "select nspname, has_schema_privilege(oid, 'usage') from pg_namespace";

    /// 16384 is the first number that the server gives to what is made after its installation.
    private static final String DEFINITIONS = """
            select c.oid, pg_get_viewdef(c.oid) from pg_class c where c.relkind in ('v', 'm') and c.oid >= 16384""";

    private static final String PARENTS = """
            select i.inhrelid, n.nspname, c.relname from pg_inherits i
            join pg_class c on c.oid = i.inhparent
            join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'f') order by i.inhrelid, i.inhseqno""";

    private static final String COLUMNS = """
            select n.nspname, c.relname, c.oid, c.relkind in ('v', 'm') and c.oid >= 16384,
                   a.attname, format_type(a.atttypid, a.atttypmod), d.description, a.attnum, :computed
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_description d
                on d.classoid = 'pg_class'::regclass and d.objoid = c.oid and d.objsubid = a.attnum
            where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and n.nspname not like 'pg\\_toast%'
            order by n.nspname, c.relname, a.attnum""";

    /// Since version 12.
    private static final String COMPUTED = "coalesce(a.attgenerated, '') <> ''";

    private static final int FIRST_COMPUTED = 12;

    /// Functions that came with extensions which are known to do no more than compute are left out, and so are
    /// aggregates over the server's own functions.
    private static final String ROUTINES = """
            with made as (
                select p.oid, n.nspname, p.proname
                from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                left join pg_aggregate a on a.aggfnoid = p.oid
                where p.oid >= 16384
                  and (a.aggfnoid is null or a.aggtransfn::oid >= 16384 or a.aggfinalfn::oid >= 16384
                       or a.aggmtransfn::oid >= 16384 or a.aggmfinalfn::oid >= 16384)
                  and not exists (
                    select from pg_depend d join pg_extension e on e.oid = d.refobjid
                    where d.classid = 'pg_proc'::regclass and d.objid = p.oid
                      and d.refclassid = 'pg_extension'::regclass and d.deptype = 'e'
                      and e.extname in ('btree_gin', 'btree_gist', 'citext', 'cube', 'earthdistance', 'fuzzystrmatch',
                        'hstore', 'intarray', 'isn', 'ltree', 'pg_trgm', 'pgcrypto', 'postgis', 'postgis_raster',
                        'postgis_topology', 'seg', 'unaccent', 'uuid-ossp', 'vector')))
            select 'function', proname, nspname, proname from made
            union all
            select 'operator', o.oprname, m.nspname, m.proname from pg_operator o join made m on m.oid = o.oprcode::oid
            union all
            select 'cast', t.typname, m.nspname, m.proname
            from pg_cast c join pg_type t on t.oid = c.casttarget join made m on m.oid = c.castfunc""";

    private final TargetAddress address;

    public PostgresSource(TargetAddress address) {
        this.address = address;
    }

    @Override
    public Schemas fetch() throws SQLException {
        try (Connection connection = connect(address, "catalogue", true)) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local statement_timeout = '" + SECONDS + "s'");
                SchemaGatherer gathered = new SchemaGatherer(false, Set.of(), false);
                try (ResultSet row = statement.executeQuery("select current_setting('search_path')")) {
                    row.next();
                    gathered.path(row.getString(1));
                }
                statement.execute("set local search_path = ''");
                statement.setFetchSize(FETCH_ROWS);
                return read(statement, gathered);
            } finally {
                connection.rollback();
            }
        }
    }

    private static void made(Statement statement, SchemaGatherer gathered) throws SQLException {
        try (ResultSet rows = statement.executeQuery(ROUTINES)) {
            while (rows.next()) {
                String name = rows.getString(2);
                String function = rows.getString(3) + "." + rows.getString(4);
                switch (rows.getString(1)) {
                    case "function" -> gathered.function(rows.getString(3), name);
                    case "operator" -> gathered.operator(name, function);
                    default -> gathered.conversion(name, function);
                }
            }
        }
    }

    /// A read-only connection for those who look at samples of values. Errors: `SQLException` when there is none.
    public static Connection sampling(TargetAddress address) throws SQLException {
        return connect(address, "sampler", true);
    }

    /// @param role what the connection is for, as the server shows it
    static Connection connect(TargetAddress address, String role, boolean readOnly) throws SQLException {
        return DriverTls.within(address, () -> open(address, role, readOnly));
    }

    private static Connection open(TargetAddress address, String role, boolean readOnly) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("user", address.user());
        settings.setProperty("password", address.password().get());
        settings.setProperty("sslmode", address.tlsMode());
        settings.setProperty("sslfactory", DriverTls.class.getName());
        settings.setProperty("gssEncMode", "disable");
        settings.setProperty("connectTimeout", "5");
        settings.setProperty("socketTimeout", "30");
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("readOnly", String.valueOf(readOnly));
        settings.setProperty("ApplicationName", "gatehouse " + role);
        String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
        String url = "jdbc:postgresql://" + host + ":" + address.port() + "/"
                + java.net.URLEncoder.encode(address.database(), java.nio.charset.StandardCharsets.UTF_8);
        Connection connection = new Driver().connect(url, settings);
        if (connection == null) {
            throw new SQLException("the driver does not take the address");
        }
        return connection;
    }

    private static Schemas read(Statement statement, SchemaGatherer gathered) throws SQLException {
        try (ResultSet rows = statement.executeQuery(SCHEMAS)) {
            while (rows.next()) {
                if (rows.getBoolean(2)) {
                    gathered.usable(rows.getString(1));
                }
            }
        }
        made(statement, gathered);
        Map<Long, String> definitions = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(DEFINITIONS)) {
            while (rows.next()) {
                definitions.put(rows.getLong(1), rows.getString(2));
            }
        }
        Map<Long, List<Table.Name>> parents = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(PARENTS)) {
            while (rows.next()) {
                parents.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>())
                        .add(new Table.Name(rows.getString(2), rows.getString(3)));
            }
        }
        boolean computes = statement.getConnection().getMetaData().getDatabaseMajorVersion() >= FIRST_COMPUTED;
        try (ResultSet rows = statement.executeQuery(COLUMNS.replace(":computed", computes ? COMPUTED : "false"))) {
            while (rows.next()) {
                String schema = rows.getString(1);
                if (schema.startsWith("pg_temp_")) {
                    gathered.temporary(rows.getString(2));
                    continue;
                }
                gathered.table(schema, rows.getString(2), rows.getBoolean(4), definitions.get(rows.getLong(3)));
                gathered.number(rows.getLong(3));
                gathered.parents(parents.getOrDefault(rows.getLong(3), List.of()));
                if (rows.getString(5) != null) {
                    gathered.column(rows.getString(5), rows.getString(6), rows.getString(7));
                    gathered.attribute(rows.getInt(8));
                    if (rows.getBoolean(9)) {
                        gathered.computed();
                    }
                }
            }
        }
        try (ResultSet row = statement.executeQuery("select current_user")) {
            row.next();
            return gathered.schemas(row.getString(1), "pg_catalog");
        }
    }
}
