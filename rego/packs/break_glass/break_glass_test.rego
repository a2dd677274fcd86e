package gatehouse_test.packs.break_glass

import data.gatehouse
import data.gatehouse.packs.break_glass
import data.gatehouse_test.testing

test_success_somebody_in_the_group if {
	"destructive" in break_glass.opens with input as testing.in_groups(testing.document, ["break-glass"])
}

test_success_somebody_with_a_grant if {
	"destructive" in break_glass.opens with input as testing.granted(testing.document, "break-glass")
}

test_fail_anybody_else if break_glass.opens == set() with input as testing.document

test_fail_an_agent_in_the_group if {
	doc := testing.by_agent(testing.in_groups(testing.document, ["break-glass"]))
	break_glass.opens == set() with input as doc
}

test_fail_without_parameters if {
	doc := testing.in_groups(testing.document, ["break-glass"])
	break_glass.opens == set() with input as doc with data.gatehouse.parameters as {}
}

test_success_the_record_names_what_was_set_aside if {
	doc := testing.flagged(testing.granted(testing.stating("delete", "write"), "break-glass"), "unfiltered")
	decision := gatehouse.decision with input as doc
	decision.allow
	testing.rules(decision.reasons) == {"break-glass/unbounded/delete"}
	some reason in decision.reasons
	startswith(reason.message, "alice set this refusal aside: DELETE without WHERE")
}

test_success_packs_with_two_words if {
	doc := testing.in_groups(testing.stating("insert", "write"), ["break-glass", "read-only"])
	decision := gatehouse.decision with input as doc
	decision.allow
	testing.rules(decision.reasons) == {"break-glass/read-only/effect"}
}

test_fail_a_pack_that_is_not_opened if {
	doc := testing.in_groups(testing.stating("drop", "schema"), ["break-glass"])
	decision := gatehouse.decision with input as doc
		with data.gatehouse.parameters as {"break_glass": {"roles": ["break-glass"], "opens": ["schema"]}}
	not decision.allow
	testing.rules(decision.reasons) == {"destructive/drop"}
}
