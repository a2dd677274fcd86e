package gatehouse_test.lib.scope

import data.gatehouse.lib.scope
import data.gatehouse_test.testing

test_success_production_without_parameters if {
	scope.covers("any") with input as testing.document with data.gatehouse.parameters as {}
}

test_fail_elsewhere_without_parameters if {
	not scope.covers("any") with input as testing.elsewhere(testing.document) with data.gatehouse.parameters as {}
}

test_success_everywhere_covers_a_target_without_labels if {
	doc := json.patch(testing.document, [{"op": "replace", "path": "/target/labels", "value": {}}])
	scope.covers("any") with input as doc with data.gatehouse.parameters as {"any": {"on": ["*"]}}
}

test_fail_a_granted_role_is_excepted if {
	doc := testing.granted(testing.document, "owners")
	not scope.covers("any") with input as doc with data.gatehouse.parameters as {"any": {"except": ["owners"]}}
}

test_success_others_are_named if {
	scope.excepted("any") == "ask somebody with the role owners or dba" with data.gatehouse.parameters as {"any": {"except": ["owners", "dba"]}}
	scope.excepted("any") == "ask the policy's owners for another way" with data.gatehouse.parameters as {}
}
