# METADATA
# title: Limits
# description: >
#   Each of the parameter `rules` binds the reads of some roles, on some environments, to a number of rows (`rows`), a
#   time (`timeout`) or a read-only transaction (`read_only`).
package gatehouse.packs.limits

import data.gatehouse.lib.scope
import data.gatehouse.lib.statement
import data.gatehouse.lib.subject
import data.gatehouse.lib.target

obligations contains {"type": "limit_rows", "rows": rule.rows} if {
	"read" in input.statement.effects
	some rule in _binding
}

obligations contains {"type": "timeout", "after": rule.timeout} if {
	"read" in input.statement.effects
	some rule in _binding
}

obligations contains {"type": "read_only"} if {
	statement.reading
	some rule in _binding
	rule.read_only
}

_binding contains rule if {
	some rule in data.gatehouse.parameters.limits.rules
	target.within(object.get(rule, "on", ["production"]))
	subject.holds(object.get(rule, "roles", ["*"]))
	input.subject.kind in object.get(rule, "kinds", ["human", "service", "agent"])
	scope.covers("limits")
}
