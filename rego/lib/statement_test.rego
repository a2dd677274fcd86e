package gatehouse_test.lib.statement

import data.gatehouse.lib.statement
import data.gatehouse_test.testing

test_success_a_kill_alone_ends_ones_own if {
	statement.ends_own with input as testing.stating("kill", "server")
	statement.effects == set() with input as testing.stating("kill", "server")
}

test_fail_a_kill_and_more if {
	not statement.ends_own with input as testing.doing(["kill", "select"], ["server"])
	statement.effects == {"server", "read"} with input as testing.doing(["kill", "select"], ["server", "read"])
}

test_fail_a_kill_that_is_only_prepared if {
	doc := json.patch(testing.stating("kill", "server"), [{"op": "replace", "path": "/statement/stage", "value": "prepare"}])
	not statement.ends_own with input as doc
}

test_success_what_else_a_kill_does_counts if {
	statement.effects == {"read"} with input as testing.doing(["kill"], ["server", "read"])
}

test_success_what_reads_begins_or_sets_needs_a_transaction_for_reading if {
	every pair in [["select", "read"], ["transaction", "session"], ["set", "session"]] {
		statement.reading with input as testing.stating(pair[0], pair[1])
	}
}

test_fail_what_only_writes_needs_none if not statement.reading with input as testing.stating("insert", "write")
