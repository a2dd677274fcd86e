# METADATA
# title: The server's own tables
# description: >
#   Some of them show the statements of other people, samples of the values of any column, or secrets of accounts; and
#   none of them is for statements to write. Parameters are `on` and `except`.
package gatehouse.packs.internals

import data.gatehouse.lib.scope
import data.gatehouse.lib.target

# METADATA
# title: What shows others' statements and values
deny contains reason if {
	some name in _shown
	scope.covers("internals")
	reason := {
		"rule": "internals/read",
		"message": sprintf("%s shows statements of other people, samples of values, or secrets of accounts, and %s is %s; do without it, or %s", [name, input.target.name, target.standing, scope.excepted("internals")]),
	}
}

# METADATA
# title: Changes of the server's own tables
deny contains reason if {
	some table in input.statement.tables
	"write" in table.access
	lower(table.schema) in {"pg_catalog", "information_schema", "mysql", "performance_schema", "sys"}
	scope.covers("internals")
	reason := {
		"rule": "internals/write",
		"message": sprintf("%s.%s belongs to the server itself, and %s is %s; use the statements that are made for such changes, or %s", [table.schema, table.name, input.target.name, target.standing, scope.excepted("internals")]),
	}
}

_shown contains _name(table.schema, table.name) if {
	some table in input.statement.tables
	_all(lower(table.schema), lower(table.name))
}

_shown contains sprintf("%s of %s", [column.name, column.table]) if {
	some column in input.statement.columns
	some part in _parts[lower(column.table)]
	startswith(lower(column.name), part)
}

# Nobody knows which columns are read.
_shown contains _name(table.schema, table.name) if {
	some table in input.statement.tables
	_parts[lower(table.name)]
	"read" in table.access
	not input.statement.flags.resolved
}

_shown contains function if {
	some called in input.statement.functions
	steps := split(lower(called), ".")
	function := steps[count(steps) - 1]
	_shows(function)
}

_name(schema, name) := sprintf("%s.%s", [schema, name])

_all("pg_catalog", name) if {
	name in {
		"pg_authid", "pg_shadow", "pg_statistic", "pg_statistic_ext_data", "pg_stats", "pg_stats_ext",
		"pg_stats_ext_exprs", "pg_user_mapping", "pg_user_mappings", "pg_subscription", "pg_stat_wal_receiver",
		"pg_largeobject", "pg_hba_file_rules", "pg_ident_file_mappings", "pg_file_settings",
	}
}

_all("information_schema", name) if {
	name in {"user_mapping_options", "column_statistics", "innodb_trx", "innodb_locks"}
}

_all("mysql", name) if {
	not startswith(name, "help_")
	not startswith(name, "time_zone")
}

_all("performance_schema", name) if {
	not endswith(name, "_variables")
	not endswith(name, "_status")
	not endswith(name, "session_account_connect_attrs")
	not startswith(name, "setup_")
}

_all("sys", name) if not name in {"version", "sys_config"}

# Columns, by how their names begin, of tables that are harmless without them; extensions may be in any schema.
_parts := {
	"pg_stat_activity": {"query"},
	"pg_stat_statements": {"query"},
	"pg_stat_monitor": {"query", "comments"},
	"pg_store_plans": {"plan"},
	"pg_qualstats": {"constvalue"},
	"pg_qualstats_all": {"constvalue"},
	"pg_prepared_statements": {"statement"},
	"pg_cursors": {"statement"},
	"processlist": {"info"},
}

_shows(function) if {
	function in {
		"pg_stat_get_activity", "pg_stat_get_backend_activity", "pg_stat_statements", "pg_qualstats",
		"pg_mcv_list_items", "pg_prepared_statement", "pg_cursor", "lo_get", "loread", "get_raw_page",
		"pg_show_all_file_settings", "pg_hba_file_rules", "pg_ident_file_mappings", "pg_stat_get_wal_receiver",
		"tuple_data_split", "ps_thread_stack",
		"ps_thread_trx_info",
	}
}

_shows(function) if {
	some prefix in ["heap_page_", "bt_page_", "bt_multi_page_", "brin_page_", "gin_page_", "gist_page_", "hash_page_", "pg_get_wal_"]
	startswith(function, prefix)
}
