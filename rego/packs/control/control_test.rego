package gatehouse_test.packs.control

import data.gatehouse
import data.gatehouse.packs.control
import data.gatehouse_test.testing

test_success_an_auditor_looks if {
	every role in ["auditor", "admin", "auditor:shop"] {
		gatehouse.decision == {"allow": true, "reasons": [], "obligations": []} with input as testing.in_groups(_looking, [role])
	}
}

test_success_a_role_for_a_time if gatehouse.decision.allow with input as testing.granted(_looking, "auditor")

test_fail_everybody_else if {
	every groups in [["analysts"], ["owners", "pii:read"], ["auditor:stock"], []] {
		doc := testing.in_groups(_looking, groups)
		not gatehouse.decision.allow with input as doc
		testing.rules(gatehouse.decision.reasons) == {"contract/action", "control/action"} with input as doc
	}
}

test_fail_the_agent_of_an_auditor if {
	doc := json.patch(testing.by_agent(_looking), [{
		"op": "add",
		"path": "/subject/on_behalf_of",
		"value": {"id": "rita", "groups": ["auditor"]},
	}])
	not gatehouse.decision.allow with input as doc
}

test_fail_breaking_the_glass if {
	not gatehouse.decision.allow with input as testing.in_groups(_looking, ["break-glass"])
}

test_fail_an_action_that_nobody_knows if {
	doc := json.patch(testing.in_groups(_looking, ["auditor", "admin"]), [{"op": "replace", "path": "/action/name", "value": "targets.drop"}])
	not gatehouse.decision.allow with input as doc
}

test_fail_an_action_beside_a_statement if {
	doc := json.patch(testing.document, [{"op": "add", "path": "/action", "value": {"name": "targets.read"}}])
	not gatehouse.decision.allow with input as testing.in_groups(doc, ["auditor"])
}

test_fail_a_document_that_is_not_whole if {
	every part in ["/action/name", "/subject/kind", "/target/name", "/target/labels", "/grants", "/time/hour"] {
		doc := json.remove(testing.in_groups(_looking, ["auditor"]), [part])
		not gatehouse.decision.allow with input as doc
	}
}

test_fail_without_what_refuses if {
	doc := testing.in_groups(_looking, ["analysts"])
	not gatehouse.decision.allow with input as doc with control.deny as set()
}

test_success_other_roles_by_parameter if {
	doc := testing.in_groups(_looking, ["desk"])
	gatehouse.decision.allow with input as doc with data.gatehouse.parameters.control as {"read": ["desk"]}
}

test_success_statements_are_none_of_its_business if count(control.deny) == 0 with input as testing.document

_looking := json.patch(testing.document, [
	{"op": "remove", "path": "/statement"},
	{"op": "add", "path": "/action", "value": {"name": "targets.read"}},
	{"op": "replace", "path": "/session/protocol", "value": "http"},
])
