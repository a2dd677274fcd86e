package gatehouse_test.contract.decision

import data.gatehouse
import data.gatehouse_test.testing

test_success_a_trusted_person_reads if {
	doc := testing.in_groups(testing.document, ["pii:read"])
	gatehouse.decision == {"allow": true, "reasons": [], "obligations": []} with input as doc
}

test_success_anybody_else_reads_through_masks if {
	decision := gatehouse.decision with input as testing.document
	decision.allow
	[obligation.type | some obligation in decision.obligations] == ["mask"]
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

test_success_a_refusal_set_aside_is_a_reason if {
	doc := testing.in_groups(testing.stating("drop", "schema"), ["break-glass"])
	gatehouse.decision.allow with input as doc
	testing.rules(gatehouse.decision.reasons) == {"break-glass/destructive/drop", "break-glass/schema/change"} with input as doc
		with data.gatehouse.parameters.destructive as {"on": ["production"], "except": []}
		with data.gatehouse.packs.schema.deny as {{"rule": "schema/change", "message": "m"}}
}

test_fail_a_malformed_document_is_never_set_aside if {
	doc := json.remove(testing.in_groups(testing.document, ["break-glass"]), ["/statement/flags/opaque"])
	not gatehouse.decision.allow with input as doc
}

test_fail_what_is_left_beside_what_is_set_aside if {
	doc := testing.in_groups(testing.stating("drop", "schema"), ["break-glass"])
	not gatehouse.decision.allow with input as doc
		with data.gatehouse.packs.break_glass.opens as {"schema"}
}

test_success_each_part_of_the_document_is_looked_at_by_itself if {
	every part in ["/statement/tables", "/statement/columns", "/statement/functions", "/grants", "/time/hour", "/time/weekday"] {
		doc := json.remove(testing.document, [part])
		not gatehouse.decision.allow with input as doc
	}
}

test_fail_messages_say_what_to_do if {
	doc := testing.stating("drop", "schema")
	some reason in gatehouse.decision.reasons with input as doc
	contains(reason.message, "production; rename it instead")
}
