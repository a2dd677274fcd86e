package gatehouse_test.packs.schema

import data.gatehouse.packs.schema
import data.gatehouse_test.testing

test_fail_an_analyst_creates if _rules(testing.stating("create", "schema")) == {"schema/change"}

test_fail_an_analyst_alters if _rules(testing.doing(["alter", "drop"], ["schema", "write"])) == {"schema/change"}

test_success_owners_and_reviewers_do if {
	every group in ["owners", "dba"] {
		_rules(testing.in_groups(testing.stating("alter", "schema"), [group])) == set()
	}
}

test_success_a_drop_is_for_another_pack if _rules(testing.stating("drop", "schema")) == set()

test_fail_a_drop_when_the_other_pack_is_off if {
	doc := testing.stating("drop", "schema")
	denials := schema.deny with input as doc with data.gatehouse.parameters as {"destructive": {"on": []}}
	testing.rules(denials) == {"schema/change"}
}

test_fail_a_drop_by_whom_the_other_pack_leaves_alone if {
	doc := testing.in_groups(testing.stating("drop", "schema"), ["cleaners"])
	denials := schema.deny with input as doc with data.gatehouse.parameters as {"destructive": {"except": ["cleaners"]}}
	testing.rules(denials) == {"schema/change"}
}

test_success_a_temporary_table if {
	_rules(_making(["create"], [["schema", "temporary"]])) == set()
	_rules(_making(["create", "select"], [["schema", "temporary"], ["read"]])) == set()
}

test_fail_a_temporary_table_and_another if {
	_rules(_making(["create"], [["schema", "temporary"], ["schema"]])) == {"schema/change"}
	_rules(_making(["create", "alter"], [["schema", "temporary"]])) == {"schema/change"}
	_rules(testing.flagged(_making(["create"], [["schema", "temporary"]]), "opaque")) == {"schema/change"}
	_rules(_making(["create"], [])) == {"schema/change"}
}

test_success_elsewhere if _rules(testing.elsewhere(testing.stating("create", "schema"))) == set()

test_success_rows_are_no_schema if _rules(testing.stating("insert", "write")) == set()

_making(kinds, accesses) := json.patch(testing.doing(kinds, ["schema"]), [{
	"op": "replace",
	"path": "/statement/tables",
	"value": [{"schema": "", "name": "t", "access": access} | some access in accesses],
}])

_rules(doc) := testing.rules(denials) if denials := schema.deny with input as doc
