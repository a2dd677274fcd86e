package gatehouse_test.packs.agents

import data.gatehouse.packs.agents
import data.gatehouse_test.testing

test_success_an_agent_reads if _rules(testing.by_agent(testing.document)) == set()

test_success_an_agent_sets_its_session if _rules(testing.by_agent(testing.stating("set", "session"))) == set()

test_success_an_agent_begins_a_transaction if {
	doc := json.patch(testing.by_agent(testing.document), [
		{"op": "replace", "path": "/statement/kinds", "value": ["transaction"]},
		{"op": "replace", "path": "/statement/effects", "value": []},
	])
	_rules(doc) == set()
}

test_fail_an_agent_has_any_other_effect if {
	every effect in ["write", "schema", "privilege", "server", "export"] {
		_rules(testing.by_agent(testing.stating("call", effect))) == {"agents/read-only"}
	}
}

test_fail_an_agent_does_something_unknown if {
	doc := json.patch(testing.by_agent(testing.document), [{"op": "replace", "path": "/statement/effects", "value": []}])
	_rules(doc) == {"agents/unknown-effect"}
}

test_success_an_agent_ends_its_own_statement if _rules(testing.by_agent(testing.stating("kill", "server"))) == set()

test_success_an_agent_closes_a_cursor if _rules(testing.by_agent(testing.doing(["close"], []))) == set()

test_success_reads_are_bound_when_parameters_say_so if {
	obligations := agents.obligations with input as testing.by_agent(testing.document)
		with data.gatehouse.parameters as {"agents": {"limit_rows": 500, "timeout": "5s", "read_only": true}}
	obligations == {{"type": "limit_rows", "rows": 500}, {"type": "timeout", "after": "5s"}, {"type": "read_only"}}
}

test_success_reads_are_not_bound_as_shipped if agents.obligations == set() with input as testing.by_agent(testing.document)

test_success_a_person_writes if _rules(testing.stating("insert", "write")) == set()

test_success_an_agent_writes_elsewhere if {
	_rules(testing.elsewhere(testing.by_agent(testing.stating("insert", "write")))) == set()
}

test_fail_parameters_name_fewer_effects if {
	doc := testing.by_agent(testing.stating("set", "session"))
	denials := agents.deny with input as doc with data.gatehouse.parameters as {"agents": {"effects": ["read"]}, "production": ["production"]}
	testing.rules(denials) == {"agents/read-only"}
}

_rules(doc) := testing.rules(denials) if denials := agents.deny with input as doc
