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

test_success_what_else_a_kill_does_counts if {
	statement.effects == {"read"} with input as testing.doing(["kill"], ["server", "read"])
}
