package gatehouse_test.packs.limits

import data.gatehouse
import data.gatehouse.packs.limits
import data.gatehouse_test.testing

test_success_nothing_without_rules if limits.obligations == set() with input as testing.document

test_success_each_member_is_an_obligation if {
	_obligations(testing.document, [{"roles": ["analysts"], "rows": 100, "timeout": "30s", "read_only": true}]) == {
		{"type": "limit_rows", "rows": 100},
		{"type": "timeout", "after": "30s"},
		{"type": "read_only"},
	}
}

test_success_others_are_not_bound if {
	_obligations(testing.document, [{"roles": ["x"], "rows": 1}]) == set()
	_obligations(testing.document, [{"kinds": ["agent"], "rows": 1}]) == set()
	_obligations(testing.elsewhere(testing.document), [{"rows": 1}]) == set()
}

test_success_writes_are_not_bound if _obligations(testing.stating("insert", "write"), [{"rows": 1}]) == set()

test_success_the_strictest_holds if {
	rules := [{"rows": 100, "timeout": "2m"}, {"rows": 20, "timeout": "90s"}, {"rows": 30}]
	decision := gatehouse.decision with input as testing.document
		with data.gatehouse.parameters as {"limits": {"on": ["*"], "rules": rules}, "masking": {"on": []}}
	{obligation | some obligation in decision.obligations} == {
		{"type": "limit_rows", "rows": 20},
		{"type": "timeout", "after": "90s"},
	}
}

_obligations(doc, rules) := obligations if {
	obligations := limits.obligations with input as doc
		with data.gatehouse.parameters as {"limits": {"on": ["*"], "rules": rules}}
}
