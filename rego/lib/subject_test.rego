package gatehouse_test.lib.subject

import data.gatehouse.lib.subject
import data.gatehouse_test.testing

test_success_groups_and_grants_are_roles if {
	doc := testing.granted(testing.in_groups(testing.document, ["a", "b"]), "c")
	subject.roles == {"a", "b", "c"} with input as doc
}

test_fail_the_groups_of_whom_an_agent_acts_for if {
	doc := json.patch(testing.by_agent(testing.in_groups(testing.document, [])), [{
		"op": "add",
		"path": "/subject/on_behalf_of",
		"value": {"id": "omar", "groups": ["owners"]},
	}])
	not subject.holds(["owners"]) with input as doc
}

test_success_a_star_is_everybody if {
	subject.holds(["*"]) with input as testing.in_groups(testing.document, [])
}

test_fail_no_role_of_the_list if not subject.holds(["x", "y"]) with input as testing.document

test_fail_the_empty_list if not subject.holds([]) with input as testing.document
