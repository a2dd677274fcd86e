# METADATA
# title: Destructive statements
# description: What cannot be taken back is refused. Parameters are `on` and `except`.
package gatehouse.packs.destructive

import data.gatehouse.lib.scope
import data.gatehouse.lib.target

# METADATA
# title: DROP
# description: A database object is deleted with all that it holds.
deny contains reason if {
	"drop" in input.statement.kinds
	scope.covers("destructive")
	reason := {
		"rule": "destructive/drop",
		"message": sprintf("DROP deletes an object and all it holds, and %s is %s; rename it instead, or let the owners of %s run a reviewed migration", [input.target.name, target.standing, input.target.name]),
	}
}

# METADATA
# title: TRUNCATE
# description: A table is emptied without a trace of its rows.
deny contains reason if {
	"truncate" in input.statement.kinds
	scope.covers("destructive")
	reason := {
		"rule": "destructive/truncate",
		"message": sprintf("TRUNCATE empties a whole table, and %s is %s; use DELETE with a WHERE that names the rows", [input.target.name, target.standing]),
	}
}
