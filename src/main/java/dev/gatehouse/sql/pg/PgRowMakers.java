package dev.gatehouse.sql.pg;

import java.util.Set;

/// Functions of PostgreSQL that give rows for what they are given, none where they find nothing: in a list of
/// results such a call holds rows back as a condition does ("Set Returning Functions" and the pages of the types).
final class PgRowMakers {
    private static final Set<String> NAMES = Set.of(
            "_pg_expandarray",
            "aclexplode",
            "generate_series",
            "generate_subscripts",
            "json_array_elements",
            "json_array_elements_text",
            "json_each",
            "json_each_text",
            "json_object_keys",
            "json_populate_recordset",
            "json_to_recordset",
            "jsonb_array_elements",
            "jsonb_array_elements_text",
            "jsonb_each",
            "jsonb_each_text",
            "jsonb_object_keys",
            "jsonb_path_query",
            "jsonb_path_query_tz",
            "jsonb_populate_recordset",
            "jsonb_to_recordset",
            "regexp_matches",
            "regexp_split_to_table",
            "string_to_table",
            "ts_debug",
            "ts_parse",
            "ts_stat",
            "ts_token_type",
            "unnest");

    private PgRowMakers() {}

    /// @param function as the server names it, without its schema
    static boolean has(String function) {
        return NAMES.contains(function);
    }
}
