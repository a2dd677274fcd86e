package gatehouse_test.packs.masking

import data.gatehouse
import data.gatehouse.packs.masking
import data.gatehouse_test.testing

test_success_everybody_gets_masks if {
	_kinds(testing.document)["*"] == "redact"
	_kinds(testing.elsewhere(testing.document)).email == "partial"
	_kinds(testing.by_agent(testing.document))["*"] == "redact"
	_kinds(testing.stating("insert", "write"))["*"] == "redact"
}

test_success_a_role_or_a_grant_lifts_them if {
	_plain(testing.in_groups(testing.document, ["pii:read"]))
	_plain(testing.granted(testing.document, "pii:read"))
	_plain(testing.granted(testing.document, "pii:read:shop"))
}

test_fail_the_grant_of_another_target if not _plain(testing.granted(testing.document, "pii:read:crm"))

test_fail_an_agent_without_a_purpose if {
	agent := testing.granted(testing.by_agent(testing.document), "pii:read")
	not _plain(agent)
	not _plain(_for(agent, " "))
	not _plain(_for(agent, 7))
	_plain(_for(agent, "ticket 4711"))
}

test_success_a_purpose_alone_lifts_nothing if not _plain(_for(testing.by_agent(testing.document), "ticket 4711"))

test_success_agents_need_no_purpose_where_the_parameters_say_so if {
	agent := testing.granted(testing.by_agent(testing.document), "pii:read")
	masking.obligations == set() with input as agent
		with data.gatehouse.parameters.masking as {"on": ["*"], "purpose": false}
}

test_success_masks_of_the_parameters if {
	masks := {"on": ["*"], "kinds": {"*": "null"}, "columns": {"public.customers.ssn": "hash"}}
	masking.obligations == {{"type": "mask", "kinds": {"*": "null"}, "columns": {"public.customers.ssn": "hash"}}} with input as testing.document
		with data.gatehouse.parameters.masking as masks
}

test_success_columns_that_are_masked_in_conditions_too if {
	some obligation in masking.obligations with input as testing.document
		with data.gatehouse.parameters.masking as {"on": ["*"], "at_scan": ["public.customers.ssn"]}
	obligation.at_scan == ["public.customers.ssn"]
}

test_success_no_kinds_are_all_kinds if {
	some obligation in masking.obligations with input as testing.document
		with data.gatehouse.parameters.masking as {"on": ["*"], "kinds": {}}
	obligation.kinds == {"*": "redact"}
}

test_fail_a_strict_column_in_a_condition if {
	_rules(_using("predicate"), ["public.customers.ssn"]) == {"masking/strict"}
	_rules(_using("predicate"), ["*.customers.*"]) == {"masking/strict"}
	not gatehouse.decision.allow with input as _using("predicate")
		with data.gatehouse.parameters.masking as {"on": ["*"], "strict": ["public.customers.ssn"]}
}

test_success_a_strict_column_as_output if {
	_rules(_using("output"), ["public.customers.ssn"]) == set()
	_rules(_using("predicate"), ["public.customers.email"]) == set()
	_rules(_using("predicate"), []) == set()
	_rules(testing.in_groups(_using("predicate"), ["pii:read"]), ["public.customers.ssn"]) == set()
}

test_fail_strict_columns_that_nobody_sees if {
	_rules(testing.document, ["public.orders.note"]) == {"masking/strict"}
	_rules(testing.document, ["public.customers.ssn"]) == set()
}

test_fail_opaque_where_columns_are_strict if {
	opaque := testing.flagged(testing.document, "opaque")
	_rules(opaque, ["public.customers.ssn"]) == {"masking/opaque"}
	_rules(opaque, []) == set()
}

_using(use) := json.patch(testing.document, [
	{"op": "add", "path": "/statement/flags/resolved", "value": true},
	{
		"op": "add",
		"path": "/statement/columns/-",
		"value": {"schema": "public", "table": "customers", "name": "ssn", "uses": [use], "sensitive": ["national-id"]},
	},
])

_for(doc, purpose) := json.patch(doc, [{"op": "add", "path": "/subject/claims/purpose", "value": purpose}])

_kinds(doc) := obligation.kinds if {
	some obligation in masking.obligations with input as doc
}

_plain(doc) if masking.obligations == set() with input as doc

_rules(doc, strict) := rules if {
	denied := masking.deny with input as doc
		with data.gatehouse.parameters.masking as {"on": ["*"], "strict": strict}
	rules := testing.rules(denied)
}
