# METADATA
# title: Schema changes
# description: >
#   The shape of the database is changed by those who answer for it. Parameters are `on` and `except`. What only drops
#   is left to the pack `destructive` where that is in force, and a table that only the session has is nobody else's
#   business.
package gatehouse.packs.schema

import data.gatehouse.lib.scope
import data.gatehouse.lib.target

# METADATA
# title: CREATE, ALTER, COMMENT and the like
deny contains reason if {
	"schema" in input.statement.effects
	not _only_drops
	not _only_temporary
	scope.covers("schema")
	reason := {
		"rule": "schema/change",
		"message": sprintf("this statement changes the schema of %s, which is %s; bring the change as a reviewed migration, or %s to run it", [input.target.name, target.standing, scope.excepted("schema")]),
	}
}

_only_drops if {
	every kind in input.statement.kinds {
		kind == "drop"
	}
	scope.covers("destructive")
}

_only_temporary if {
	count(_made) > 0
	every table in _made {
		"temporary" in table.access
	}
	every kind in input.statement.kinds {
		kind in {"create", "select"}
	}
	not input.statement.flags.opaque
}

_made contains table if {
	some table in input.statement.tables
	some access in table.access
	access in {"schema", "temporary"}
}
