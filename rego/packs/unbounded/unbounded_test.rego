package gatehouse_test.packs.unbounded

import data.gatehouse.packs.unbounded
import data.gatehouse_test.testing

test_fail_each_kind_of_change if {
	every kind in ["update", "delete", "merge"] {
		_rules(testing.flagged(testing.stating(kind, "write"), "unfiltered")) == {sprintf("unbounded/%s", [kind])}
	}
}

test_fail_several_kinds_at_once if {
	doc := testing.flagged(testing.doing(["select", "update", "delete"], ["read", "write"]), "unfiltered")
	_rules(doc) == {"unbounded/update", "unbounded/delete"}
}

test_fail_a_kind_that_nobody_thought_of if {
	_rules(testing.flagged(testing.stating("replace", "write"), "unfiltered")) == {"unbounded/change"}
}

test_success_with_a_condition if {
	every kind in ["update", "delete", "merge", "insert"] {
		_rules(testing.stating(kind, "write")) == set()
	}
}

test_success_elsewhere if {
	_rules(testing.flagged(testing.elsewhere(testing.stating("update", "write")), "unfiltered")) == set()
}

test_fail_the_message_says_what_to_do if {
	some reason in unbounded.deny with input as testing.flagged(testing.stating("update", "write"), "unfiltered")
	reason.message == "UPDATE without WHERE touches every row of a table, and shop is production; add a WHERE that names the rows"
}

_rules(doc) := testing.rules(denials) if denials := unbounded.deny with input as doc
