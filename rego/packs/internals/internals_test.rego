package gatehouse_test.packs.internals

import data.gatehouse.packs.internals
import data.gatehouse_test.testing

test_success_a_table_of_ones_own if _rules(_reading("public", "orders", ["note"])) == set()

test_success_the_catalogue if {
	_rules(_reading("pg_catalog", "pg_class", ["relname"])) == set()
	_rules(_reading("information_schema", "TABLES", ["TABLE_NAME"])) == set()
	_rules(_reading("performance_schema", "session_variables", ["VARIABLE_NAME"])) == set()
	_rules(_reading("mysql", "time_zone_name", ["Name"])) == set()
}

test_fail_samples_of_values if _rules(_reading("pg_catalog", "pg_stats", ["tablename"])) == {"internals/read"}

test_fail_secrets_of_accounts if {
	_rules(_reading("mysql", "user", ["Host"])) == {"internals/read"}
	_rules(_reading("pg_catalog", "pg_authid", ["rolname"])) == {"internals/read"}
}

test_fail_statements_of_others if {
	_rules(_reading("pg_catalog", "pg_stat_activity", ["pid", "query"])) == {"internals/read"}
	_rules(_reading("information_schema", "PROCESSLIST", ["INFO_BINARY"])) == {"internals/read"}
	_rules(_reading("performance_schema", "events_statements_history", ["SQL_TEXT"])) == {"internals/read"}
	_rules(_reading("extensions", "pg_stat_statements", ["query"])) == {"internals/read"}
}

test_success_sessions_without_their_statements if {
	_rules(_reading("pg_catalog", "pg_stat_activity", ["pid", "state"])) == set()
}

test_fail_when_nobody_knows_the_columns if {
	doc := json.patch(testing.document, [{"op": "replace", "path": "/statement/tables", "value": [{
		"schema": "information_schema",
		"name": "processlist",
		"access": ["read"],
	}]}])
	_rules(doc) == {"internals/read"}
}

test_fail_functions_that_show_the_same if {
	every name in ["pg_stat_get_activity", "pg_catalog.lo_get", "public.heap_page_items"] {
		_rules(json.patch(testing.document, [{"op": "replace", "path": "/statement/functions", "value": [name]}])) == {"internals/read"}
	}
}

test_fail_a_change if {
	doc := json.patch(testing.stating("update", "write"), [{"op": "replace", "path": "/statement/tables", "value": [{
		"schema": "pg_catalog",
		"name": "pg_class",
		"access": ["read", "write"],
	}]}])
	_rules(doc) == {"internals/write"}
}

test_success_owners if _rules(testing.in_groups(_reading("mysql", "user", ["Host"]), ["owners"])) == set()

test_success_elsewhere if _rules(testing.elsewhere(_reading("mysql", "user", ["Host"]))) == set()

_reading(schema, table, columns) := json.patch(testing.document, [
	{"op": "replace", "path": "/statement/tables", "value": [{"schema": schema, "name": table, "access": ["read"]}]},
	{"op": "replace", "path": "/statement/columns", "value": [column |
		some name in columns
		column := {"schema": schema, "table": table, "name": name, "uses": ["output"], "sensitive": []}
	]},
	{"op": "add", "path": "/statement/flags/resolved", "value": true},
])

_rules(doc) := testing.rules(denials) if {
	denials := internals.deny with input as doc with data.gatehouse.parameters as {"internals": {"except": ["owners"]}}
}
