package gatehouse_test.packs.privilege

import data.gatehouse.packs.privilege
import data.gatehouse_test.testing

test_fail_an_analyst_grants if _rules(testing.stating("grant", "privilege")) == {"privilege/change"}

test_fail_an_analyst_becomes_somebody_else if {
	_rules(testing.doing(["set"], ["privilege", "session"])) == {"privilege/change"}
}

test_fail_an_analyst_creates_a_user if {
	_rules(testing.doing(["create"], ["privilege", "schema"])) == {"privilege/change"}
}

test_success_owners_grant if _rules(testing.in_groups(testing.stating("grant", "privilege"), ["owners"])) == set()

test_success_with_a_granted_role if _rules(testing.granted(testing.stating("grant", "privilege"), "dba")) == set()

test_success_elsewhere if _rules(testing.elsewhere(testing.stating("grant", "privilege"))) == set()

test_success_a_setting if _rules(testing.stating("set", "session")) == set()

_rules(doc) := testing.rules(denials) if denials := privilege.deny with input as doc
