package dev.gatehouse.detect;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What the servers' own tables show of other people's statements and values, and of secrets; column by column, so
/// that everything else in them stays of use.
final class SystemColumns {
    private static final Set<String> SCHEMAS =
            Set.of("pg_catalog", "information_schema", "mysql", "performance_schema", "sys");

    private static final Map<String, Set<String>> PG_CATALOG = Map.ofEntries(
            Map.entry(
                    "pg_stats",
                    Set.of("most_common_vals", "histogram_bounds", "most_common_elems", "range_bounds_histogram")),
            Map.entry("pg_stats_ext", Set.of("most_common_vals")),
            Map.entry(
                    "pg_stats_ext_exprs",
                    Set.of("most_common_vals", "histogram_bounds", "most_common_elems", "range_bounds_histogram")),
            Map.entry("pg_statistic", Set.of("stavalues1", "stavalues2", "stavalues3", "stavalues4", "stavalues5")),
            Map.entry("pg_statistic_ext_data", Set.of("stxdmcv", "stxdexpr")),
            Map.entry("pg_attribute", Set.of("attmissingval")),
            Map.entry("pg_stat_activity", Set.of("query")),
            Map.entry("pg_prepared_statements", Set.of("statement")),
            Map.entry("pg_cursors", Set.of("statement")),
            Map.entry("pg_authid", Set.of("rolpassword")),
            Map.entry("pg_shadow", Set.of("passwd")),
            Map.entry("pg_user_mapping", Set.of("umoptions")),
            Map.entry("pg_user_mappings", Set.of("umoptions")),
            Map.entry("pg_subscription", Set.of("subconninfo")),
            Map.entry("pg_stat_wal_receiver", Set.of("conninfo")),
            Map.entry("pg_largeobject", Set.of("data")),
            Map.entry("pg_hba_file_rules", Set.of("options")),
            Map.entry("pg_file_settings", Set.of("setting")));

    private static final Map<String, Set<String>> INFORMATION_SCHEMA = Map.ofEntries(
            Map.entry("processlist", Set.of("info", "info_binary")),
            Map.entry("user_mapping_options", Set.of("option_value")),
            Map.entry("column_statistics", Set.of("histogram")),
            Map.entry("innodb_trx", Set.of("trx_query")),
            Map.entry("innodb_locks", Set.of("lock_data")),
            Map.entry("innodb_ft_index_table", Set.of("word")),
            Map.entry("innodb_ft_index_cache", Set.of("word")),
            Map.entry("optimizer_trace", Set.of("query", "trace")),
            Map.entry("query_cache_info", Set.of("statement_text")));

    private static final Map<String, Set<String>> MYSQL = Map.ofEntries(
            Map.entry("user", Set.of("authentication_string", "password", "user_attributes")),
            Map.entry("global_priv", Set.of("priv")),
            Map.entry("password_history", Set.of("password")),
            Map.entry("general_log", Set.of("argument")),
            Map.entry("slow_log", Set.of("sql_text")),
            Map.entry("servers", Set.of("password")),
            Map.entry("slave_master_info", Set.of("user_password")),
            Map.entry("column_stats", Set.of("min_value", "max_value", "histogram")),
            Map.entry("column_stat", Set.of("min_value", "max_value", "histogram")));

    /// Of any table of `performance_schema` and of `sys`.
    private static final Set<String> PERFORMANCE = Set.of(
            "sql_text",
            "digest_text",
            "query_sample_text",
            "processlist_info",
            "info",
            "lock_data",
            "message_text",
            "last_error_message",
            "attr_value",
            "query",
            "statement",
            "current_statement",
            "last_statement",
            "waiting_query",
            "blocking_query");

    private static final Map<String, Set<String>> PERFORMANCE_TABLES =
            Map.of("user_variables_by_thread", Set.of("variable_value"), "error_log", Set.of("data"));

    /// Of extensions, which may be in any schema.
    private static final Map<String, Set<String>> EXTENSIONS = Map.of(
            "pg_stat_statements", Set.of("query"),
            "pg_stat_monitor", Set.of("query", "comments", "message"),
            "pg_store_plans", Set.of("plan"),
            "pg_qualstats", Set.of("constvalue"),
            "pg_qualstats_all", Set.of("constvalue"),
            "pg_qualstats_pretty", Set.of("constvalue"),
            "pg_wait_sampling_history", Set.of("query"));

    private SystemColumns() {}

    /// Whether the schema is a server's own, whose names say nothing about people.
    static boolean owns(String schema) {
        return SCHEMAS.contains(schema.toLowerCase(Locale.ROOT));
    }

    static boolean shows(String schema, String table, String column) {
        String in = table.toLowerCase(Locale.ROOT);
        String name = column.toLowerCase(Locale.ROOT);
        return switch (schema.toLowerCase(Locale.ROOT)) {
            case "pg_catalog" -> has(PG_CATALOG, in, name) || has(EXTENSIONS, in, name);
            case "information_schema" -> has(INFORMATION_SCHEMA, in, name);
            case "mysql" -> has(MYSQL, in, name);
            case "performance_schema", "sys" -> PERFORMANCE.contains(name) || has(PERFORMANCE_TABLES, in, name);
            default -> has(EXTENSIONS, in, name);
        };
    }

    private static boolean has(Map<String, Set<String>> tables, String table, String column) {
        Set<String> columns = tables.get(table);
        return columns != null && columns.contains(column);
    }
}
