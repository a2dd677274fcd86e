package dev.gatehouse.sql.pg;

import java.util.Map;
import java.util.Set;

import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Words;

/// Functions of the server itself that do more than compute ("Functions and Operators", contrib modules).
final class PgFunctions {
    private static final Set<String> WRITE = Words.of("""
            nextval setval lo_create lo_creat lo_unlink lo_from_bytea lo_put lowrite lo_truncate lo_truncate64
            lo_open pg_notify pg_logical_emit_message txid_current pg_current_xact_id brin_summarize_new_values
            brin_summarize_range brin_desummarize_range gin_clean_pending_list pg_export_snapshot
            pg_extension_config_dump pg_import_system_collations pg_restore_relation_stats
            pg_restore_attribute_stats pg_clear_relation_stats pg_clear_attribute_stats pg_nextoid
            """);

    private static final Set<String> SESSION =
            Set.of("set_config", "setseed", "pg_sleep", "pg_sleep_for", "pg_sleep_until");

    private static final Set<String> SERVER = Words.of("""
            lo_import lo_export pg_terminate_backend pg_cancel_backend pg_reload_conf pg_rotate_logfile
            pg_rotate_logfile_old pg_switch_wal pg_create_restore_point pg_promote pg_wal_replay_pause
            pg_wal_replay_resume pg_backup_start pg_backup_stop pg_start_backup pg_stop_backup pg_read_file
            pg_read_binary_file pg_stat_file pg_file_write pg_file_sync pg_file_rename pg_file_unlink
            pg_logdir_ls pg_current_logfile pg_log_backend_memory_contexts pg_sync_replication_slots
            pg_stat_reset pg_stat_reset_shared pg_stat_reset_slru pg_stat_statements_reset pg_prewarm
            pg_file_read pg_buffercache_evict pg_truncate_visibility_map heap_force_freeze pg_hba_file_rules
            pg_switch_xlog pg_xlog_replay_pause pg_xlog_replay_resume adminpack pg_log_standby_snapshot
            autoprewarm_dump_now autoprewarm_start_worker pg_buffercache_evict_all pg_buffercache_evict_relation
            postgres_fdw_disconnect postgres_fdw_disconnect_all http http_get http_post http_put http_patch
            http_delete http_head create_distributed_table create_reference_table undistribute_table
            alter_distributed_table start_metadata_sync_to_node
            """);

    /// What they are given shows elsewhere: in settings, messages, large objects, files, locks, other servers.
    private static final Set<String> KEEP = Words.of("""
            set_config pg_notify pg_logical_emit_message lo_from_bytea lo_put lowrite lo_create setval pg_file_write
            http http_get http_post http_put http_patch http_delete http_head
            """);
    private static final Set<String> KEEP_PREFIXES =
            Set.of("dblink", "pg_advisory_", "pg_try_advisory_", "pg_create_", "pg_replication_");

    private static final Map<String, Set<String>> PREFIXES = Map.of(
            "pg_advisory_", Set.of("write", "session"),
            "pg_try_advisory_", Set.of("write", "session"),
            "pg_ls_", Set.of("server"),
            "pg_replication_", Set.of("server"),
            "pg_create_", Set.of("server"),
            "pg_drop_", Set.of("server"),
            "pg_copy_", Set.of("server"),
            "pg_logical_slot_", Set.of("server", "write"),
            "pg_stat_reset_", Set.of("server"),
            "binary_upgrade_", Set.of("server"));

    /// They run SQL that is in a string, or reach another server; what they do cannot be read here.
    private static final Set<String> RUNS_TEXT = Words.of("""
            query_to_xml query_to_xmlschema query_to_xml_and_xmlschema cursor_to_xml cursor_to_xmlschema
            table_to_xml table_to_xmlschema table_to_xml_and_xmlschema schema_to_xml schema_to_xmlschema
            schema_to_xml_and_xmlschema database_to_xml database_to_xmlschema database_to_xml_and_xmlschema
            ts_stat ts_rewrite crosstab crosstab2 crosstab3 crosstab4 connectby xpath_table pg_background_launch
            run_command_on_workers run_command_on_shards run_command_on_placements
            run_command_on_colocated_placements schedule_in_database query_export_to_s3 heap_force_kill exec_sql
            add_job alter_job run_job
            normal_rand
            """);

    private PgFunctions() {}

    static void called(String function, FactsBuilder facts) {
        if (WRITE.contains(function)) {
            facts.effect("write");
        }
        if (KEEP.contains(function) || KEEP_PREFIXES.stream().anyMatch(function::startsWith)) {
            facts.keepsAll();
        }
        if (SESSION.contains(function)) {
            facts.effect("session");
        }
        if (SERVER.contains(function)) {
            facts.effect("server");
        }
        if (function.equals("lo_export") || function.equals("pg_file_write")) {
            facts.effect("export");
        }
        if (RUNS_TEXT.contains(function) || function.startsWith("dblink")) {
            facts.effect("read", "write").opaque();
        }
        if (function.startsWith("dblink")) {
            facts.effect("server");
        }
        if (function.equals("set_config")) {
            facts.kind("set").opaque();
        }
        if (function.startsWith("pg_") || function.startsWith("binary_")) {
            PREFIXES.forEach((prefix, effects) -> {
                if (function.startsWith(prefix)) {
                    facts.effects(effects);
                }
            });
        }
    }
}
