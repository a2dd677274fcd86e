# METADATA
# title: Unbounded writes
# description: A change to every row of a table at once is refused. Parameters are `on` and `except`.
package gatehouse.packs.unbounded

import data.gatehouse.lib.scope
import data.gatehouse.lib.target

# METADATA
# title: UPDATE, DELETE or MERGE that nothing holds back
# description: There is no condition, or one that is true of every row.
deny contains reason if {
	input.statement.flags.unfiltered
	scope.covers("unbounded")
	some kind in _kinds
	reason := {
		"rule": sprintf("unbounded/%s", [kind]),
		"message": sprintf("%s without %s touches every row of a table, and %s is %s; add %s that names the rows", [upper(kind), _condition(kind), input.target.name, target.standing, _remedy(kind)]),
	}
}

_kinds := changing if {
	changing := {kind | some kind in input.statement.kinds; kind in {"update", "delete", "merge"}}
	count(changing) > 0
} else := {"change"}

_condition(kind) := "a condition" if kind == "merge"

_condition(kind) := "WHERE" if kind != "merge"

_remedy(kind) := "one" if kind == "merge"

_remedy(kind) := "a WHERE" if kind != "merge"
