# METADATA
# title: Destructive statements
# description: What cannot be taken back is refused on production.
package gatehouse.packs.destructive

import data.gatehouse.lib.target

# METADATA
# title: DROP
# description: A database object is deleted with all that it holds.
deny contains reason if {
	target.production
	"drop" in input.statement.kinds
	reason := {
		"rule": "destructive/drop",
		"message": sprintf("DROP deletes an object and all it holds, and %s is production; rename it instead, or let the owners of %s run a reviewed migration", [input.target.name, input.target.name]),
	}
}

# METADATA
# title: TRUNCATE
# description: A table is emptied without a trace of its rows.
deny contains reason if {
	target.production
	"truncate" in input.statement.kinds
	reason := {
		"rule": "destructive/truncate",
		"message": sprintf("TRUNCATE empties a whole table, and %s is production; use DELETE with a WHERE that names the rows", [input.target.name]),
	}
}

# METADATA
# title: UPDATE or DELETE without WHERE
# description: Every row of a table is changed or deleted at once.
deny contains reason if {
	target.production
	input.statement.flags.unfiltered
	some kind in input.statement.kinds
	kind in {"update", "delete"}
	reason := {
		"rule": sprintf("destructive/unfiltered-%s", [kind]),
		"message": sprintf("%s without WHERE touches every row of a table, and %s is production; add a WHERE that names the rows", [upper(kind), input.target.name]),
	}
}
