package gatehouse_test.packs.sensitive

import data.gatehouse.packs.sensitive
import data.gatehouse_test.testing

test_success_nothing_is_named if sensitive.deny == set() with input as _reading("output", ["national-id"])

test_fail_a_kind_that_is_named if {
	_rules(_reading("output", ["national-id"]), {"kinds": ["national-id"]}) == {"sensitive/column"}
}

test_fail_every_kind if _rules(_reading("output", ["card"]), {"kinds": ["*"]}) == {"sensitive/column"}

test_success_another_kind if _rules(_reading("output", ["card"]), {"kinds": ["national-id"]}) == set()

test_fail_a_column_that_is_named if {
	every pattern in ["public.customers.ssn", "*.customers.ssn", "public.*.SSN", "*.*.*"] {
		_rules(_reading("output", []), {"columns": [pattern]}) == {"sensitive/column"}
	}
}

test_success_another_column if _rules(_reading("output", []), {"columns": ["public.customers.name"]}) == set()

test_fail_in_a_condition if _rules(_reading("predicate", ["card"]), {"kinds": ["*"]}) == {"sensitive/column"}

test_success_in_a_condition_when_parameters_say_so if {
	_rules(_reading("predicate", ["card"]), {"kinds": ["*"], "uses": ["output"]}) == set()
}

test_success_written_only if _rules(_reading("write", ["card"]), {"kinds": ["*"]}) == set()

test_success_a_role_that_may if {
	doc := testing.granted(_reading("output", ["card"]), "pii")
	_rules(doc, {"kinds": ["*"], "roles": ["pii"]}) == set()
}

test_success_elsewhere if _rules(testing.elsewhere(_reading("output", ["card"])), {"kinds": ["*"]}) == set()

test_fail_columns_that_nobody_knows if {
	_rules(_touching("public"), {"columns": ["public.customers.ssn"]}) == {"sensitive/unknown-columns"}
	_rules(_touching(""), {"columns": ["public.customers.ssn"]}) == {"sensitive/unknown-columns"}
}

test_success_columns_that_are_known_to_be_none if {
	_rules(testing.flagged(_touching("public"), "resolved"), {"columns": ["public.customers.ssn"]}) == set()
}

test_success_another_table if _rules(testing.document, {"columns": ["public.customers.ssn"]}) == set()

test_fail_what_was_not_understood if {
	_rules(testing.flagged(testing.document, "opaque"), {"kinds": ["*"]}) == {"sensitive/opaque"}
}

test_fail_the_message_names_column_kind_and_role if {
	some reason in sensitive.deny with input as _reading("output", ["national-id"])
		with data.gatehouse.parameters as {"sensitive": {"kinds": ["*"], "roles": ["pii"]}}
	reason.message == "public.customers.ssn holds sensitive values (national-id), and you have no role that may read them; leave the column out, or ask for the role pii"
}

_reading(use, kinds) := json.patch(_touching("public"), [{"op": "add", "path": "/statement/columns/-", "value": {
	"schema": "public",
	"table": "customers",
	"name": "ssn",
	"uses": [use],
	"sensitive": kinds,
}}])

_touching(schema) := json.patch(testing.document, [
	{"op": "add", "path": "/statement/flags/resolved", "value": false},
	{"op": "replace", "path": "/statement/tables", "value": [{"schema": schema, "name": "customers", "access": ["read"]}]},
])

test_fail_a_function_that_may_show_one if {
	doc := json.patch(testing.document, [{"op": "replace", "path": "/statement/functions", "value": ["public.f1", "upper"]}])
	_rules(doc, {"columns": ["public.customers.ssn"]}) == {"sensitive/function"}
	_rules(doc, {}) == set()
}

_rules(doc, parameters) := testing.rules(denials) if {
	denials := sensitive.deny with input as doc with data.gatehouse.parameters as {"sensitive": parameters}
}
