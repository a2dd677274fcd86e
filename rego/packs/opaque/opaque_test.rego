package gatehouse_test.packs.opaque

import data.gatehouse.packs.opaque
import data.gatehouse_test.testing

test_fail_opaque if _rules(testing.flagged(testing.document, "opaque")) == {"opaque/production"}

test_success_understood if _rules(testing.document) == set()

test_success_opaque_elsewhere if _rules(testing.elsewhere(testing.flagged(testing.document, "opaque"))) == set()

test_success_a_chosen_role if {
	doc := testing.granted(testing.flagged(testing.document, "opaque"), "migrations")
	denials := opaque.deny with input as doc with data.gatehouse.parameters as {"opaque": {"except": ["migrations"]}}
	denials == set()
}

_rules(doc) := testing.rules(denials) if denials := opaque.deny with input as doc
