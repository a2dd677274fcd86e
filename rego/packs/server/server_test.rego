package gatehouse_test.packs.server

import data.gatehouse.packs.server
import data.gatehouse_test.testing

test_fail_a_setting_of_the_server if _rules(testing.stating("set", "server")) == {"server/reach"}

test_fail_a_function_that_reads_files if {
	_rules(testing.doing(["select"], ["read", "server"])) == {"server/reach"}
}

test_success_ending_ones_own_statement if {
	_rules(testing.stating("kill", "server")) == set()
	_rules(testing.by_agent(testing.stating("kill", "server"))) == set()
}

test_fail_a_kill_and_more if _rules(testing.doing(["kill", "set"], ["server"])) == {"server/reach"}

test_success_a_dump_to_a_file_is_for_another_pack if {
	_rules(testing.doing(["copy-out"], ["export", "server"])) == set()
}

test_fail_a_dump_to_a_file_by_whom_the_other_pack_leaves_alone if {
	doc := testing.in_groups(testing.doing(["copy-out"], ["export", "server"]), ["loaders"])
	denials := server.deny with input as doc with data.gatehouse.parameters as {"exports": {"except": ["loaders"]}}
	testing.rules(denials) == {"server/reach"}
}

test_success_owners if _rules(testing.in_groups(testing.stating("maintenance", "server"), ["owners"])) == set()

test_success_elsewhere if _rules(testing.elsewhere(testing.stating("set", "server"))) == set()

test_fail_a_function_of_an_extension_that_runs_texts_later if {
	every function in ["cron.schedule", "NET.http_post", "shop.cron.schedule"] {
		_rules(_calling(function)) == {"server/extension"}
	}
}

test_success_functions_of_no_such_schema if {
	every function in ["schedule", "pg_catalog.upper", "shop.cron", "cronos.f"] {
		_rules(_calling(function)) == set()
	}
}

test_success_an_owner_plans if _rules(testing.in_groups(_calling("cron.schedule"), ["dba"])) == set()

_calling(function) := json.patch(testing.document, [{"op": "replace", "path": "/statement/functions", "value": [function]}])

_rules(doc) := testing.rules(denials) if denials := server.deny with input as doc
