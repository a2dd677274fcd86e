package gatehouse_test.packs.read_only

import data.gatehouse.packs.read_only
import data.gatehouse_test.testing

test_fail_a_reader_writes if {
	every effect in ["write", "schema", "privilege", "server", "export"] {
		_rules(_reader(testing.stating("call", effect))) == {"read-only/effect"}
	}
}

test_fail_a_reader_writes_elsewhere if {
	_rules(testing.elsewhere(_reader(testing.stating("insert", "write")))) == {"read-only/effect"}
}

test_fail_what_nobody_can_read if _rules(testing.flagged(_reader(testing.document), "opaque")) == {"read-only/opaque"}

test_success_a_reader_reads if _rules(_reader(testing.document)) == set()

test_success_a_reader_sets_its_session if _rules(_reader(testing.stating("set", "session"))) == set()

test_success_a_reader_ends_its_own_statement if _rules(_reader(testing.stating("kill", "server"))) == set()

test_success_others_write if _rules(testing.stating("insert", "write")) == set()

test_success_nothing_is_asked_of_the_transaction if read_only.obligations == set() with input as _reader(testing.document)

test_success_the_transaction_is_bound_when_parameters_say_so if {
	obligations := read_only.obligations with input as _reader(testing.document)
		with data.gatehouse.parameters as {"read_only": {"roles": ["read-only"], "enforce": true}}
	obligations == {{"type": "read_only"}}
}

test_fail_a_function_that_may_write if {
	doc := json.patch(testing.document, [{"op": "replace", "path": "/statement/functions", "value": ["public.f1", "upper"]}])
	_rules(_reader(doc)) == {"read-only/function"}
	_rules(doc) == set()
}

_reader(doc) := testing.in_groups(doc, ["read-only"])

_rules(doc) := testing.rules(denials) if denials := read_only.deny with input as doc
