package gatehouse_test.packs.exports

import data.gatehouse.packs.exports
import data.gatehouse_test.testing

test_fail_copy_to_a_file_of_the_server if {
	_rules(testing.doing(["copy-out"], ["export", "read", "server"])) == {"exports/server-file"}
}

test_fail_a_query_into_outfile if {
	_rules(testing.doing(["copy-out", "select"], ["export", "read", "server"])) == {"exports/server-file"}
}

test_fail_copy_from_a_program_of_the_server if {
	_rules(testing.doing(["copy-in"], ["server", "write"])) == {"exports/server-file"}
}

test_success_copy_from_the_client if _rules(testing.stating("copy-in", "write")) == set()

test_success_copy_to_the_client if _rules(testing.doing(["copy-out"], ["export", "read"])) == set()

test_fail_copy_to_the_client_when_parameters_say_so if {
	denials := exports.deny with input as testing.doing(["copy-out"], ["export", "read"])
		with data.gatehouse.parameters as {"exports": {"to_client": false}}
	testing.rules(denials) == {"exports/client"}
}

test_success_owners if {
	doc := testing.in_groups(testing.doing(["copy-out"], ["export", "read", "server"]), ["owners"])
	_rules(doc) == set()
}

test_success_elsewhere if {
	_rules(testing.elsewhere(testing.doing(["copy-out"], ["export", "read", "server"]))) == set()
}

_rules(doc) := testing.rules(denials) if denials := exports.deny with input as doc
