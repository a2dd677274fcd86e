package gatehouse_test.packs.destructive

import data.gatehouse.packs.destructive
import data.gatehouse_test.testing

test_fail_drop if _rules(testing.stating("drop", "schema")) == {"destructive/drop"}

test_fail_truncate if _rules(testing.stating("truncate", "write")) == {"destructive/truncate"}

test_fail_delete_without_where if {
	_rules(testing.flagged(testing.stating("delete", "write"), "unfiltered")) == {"destructive/unfiltered-delete"}
}

test_fail_update_without_where if {
	_rules(testing.flagged(testing.stating("update", "write"), "unfiltered")) == {"destructive/unfiltered-update"}
}

test_fail_one_of_several_kinds if {
	doc := json.patch(testing.document, [{"op": "replace", "path": "/statement/kinds", "value": ["explain", "drop"]}])
	_rules(doc) == {"destructive/drop"}
}

test_success_delete_with_where if _rules(testing.stating("delete", "write")) == set()

test_success_insert if _rules(testing.stating("insert", "write")) == set()

test_success_elsewhere if {
	every kind in ["drop", "truncate", "delete", "update"] {
		doc := testing.flagged(testing.elsewhere(testing.stating(kind, "write")), "unfiltered")
		_rules(doc) == set()
	}
}

_rules(doc) := testing.rules(denials) if denials := destructive.deny with input as doc
