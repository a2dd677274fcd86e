package gatehouse_test.packs.destructive

import data.gatehouse.packs.destructive
import data.gatehouse_test.testing

test_fail_drop if _rules(testing.stating("drop", "schema")) == {"destructive/drop"}

test_fail_truncate if _rules(testing.stating("truncate", "write")) == {"destructive/truncate"}

test_fail_one_of_several_kinds if {
	doc := json.patch(testing.document, [{"op": "replace", "path": "/statement/kinds", "value": ["explain", "drop"]}])
	_rules(doc) == {"destructive/drop"}
}

test_success_insert if _rules(testing.stating("insert", "write")) == set()

test_success_elsewhere if {
	every kind in ["drop", "truncate"] {
		_rules(testing.elsewhere(testing.stating(kind, "write"))) == set()
	}
}

test_fail_elsewhere_when_parameters_say_so if {
	doc := testing.elsewhere(testing.stating("drop", "schema"))
	every on in [["staging"], ["*"], [" Staging "], ["production", "staging"]] {
		denials := destructive.deny with input as doc with data.gatehouse.parameters as {"destructive": {"on": on}}
		testing.rules(denials) == {"destructive/drop"}
	}
}

test_fail_without_parameters if {
	denials := destructive.deny with input as testing.stating("drop", "schema") with data.gatehouse.parameters as {}
	testing.rules(denials) == {"destructive/drop"}
}

test_success_a_role_that_is_excepted if {
	doc := testing.in_groups(testing.stating("truncate", "write"), ["cleaners"])
	denials := destructive.deny with input as doc with data.gatehouse.parameters as {"destructive": {"except": ["cleaners"]}}
	denials == set()
}

test_success_switched_off if {
	denials := destructive.deny with input as testing.stating("drop", "schema")
		with data.gatehouse.parameters as {"destructive": {"on": []}}
	denials == set()
}

_rules(doc) := testing.rules(denials) if denials := destructive.deny with input as doc
