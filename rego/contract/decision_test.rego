package gatehouse_test.contract.decision

import data.gatehouse
import data.gatehouse_test.testing

test_success_a_person_reads if {
	gatehouse.decision == {"allow": true, "reasons": [], "obligations": []} with input as testing.document
}

test_fail_without_input if {
	not gatehouse.decision.allow with input as {}
	testing.rules(gatehouse.decision.reasons) == {"contract/malformed"} with input as {}
}

test_fail_without_a_flag if {
	doc := json.remove(testing.document, ["/statement/flags/opaque"])
	not gatehouse.decision.allow with input as doc
}

test_fail_an_unknown_kind_of_subject if {
	doc := json.patch(testing.document, [{"op": "replace", "path": "/subject/kind", "value": "robot"}])
	not gatehouse.decision.allow with input as doc
}

test_fail_all_reasons_are_given if {
	doc := testing.by_agent(testing.stating("drop", "schema"))
	not gatehouse.decision.allow with input as doc
	testing.rules(gatehouse.decision.reasons) == {"destructive/drop", "agents/read-only"} with input as doc
}

test_fail_messages_say_what_to_do if {
	doc := testing.stating("drop", "schema")
	some reason in gatehouse.decision.reasons with input as doc
	contains(reason.message, "production; rename it instead")
}
