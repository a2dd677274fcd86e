# METADATA
# title: Sensitive columns
# description: >
#   Columns that are sensitive by kind (`kinds`, as the gateway found them; `*` is every kind) or by name (`columns`,
#   as `schema.table.column`, each part may be `*`) are read by whoever has one of `roles`, by nobody else. Parameters
#   are also `on`, `except`, and `uses`, which is whether a column counts that only stands in a condition.
package gatehouse.packs.sensitive

import data.gatehouse.lib.columns
import data.gatehouse.lib.functions
import data.gatehouse.lib.scope
import data.gatehouse.lib.subject

# METADATA
# title: A sensitive column
deny contains reason if {
	_in_force
	some column in input.statement.columns
	some use in column.uses
	use in _uses
	_sensitive(column)
	not subject.holds(_roles)
	scope.covers("sensitive")
	reason := {
		"rule": "sensitive/column",
		"message": sprintf("%s.%s.%s holds sensitive values%s, and you have no role that may read them; leave the column out, or %s", [column.schema, column.table, column.name, _kinds_of(column), _remedy]),
	}
}

# METADATA
# title: A table with sensitive columns, of which nobody knows which are read
deny contains reason if {
	_in_force
	some table in input.statement.tables
	columns.unread(table, _columns)
	not subject.holds(_roles)
	scope.covers("sensitive")
	reason := {
		"rule": "sensitive/unknown-columns",
		"message": sprintf("%s has sensitive columns, and the gateway cannot tell which columns this statement reads; name the columns you need in a plain SELECT, or %s", [table.name, _remedy]),
	}
}

# METADATA
# title: A statement that was not understood
deny contains reason if {
	_in_force
	input.statement.flags.opaque
	not subject.holds(_roles)
	scope.covers("sensitive")
	reason := {
		"rule": "sensitive/opaque",
		"message": sprintf("the gateway cannot tell which columns of %s this statement reads, and some are sensitive; write it in plain SQL, or %s", [input.target.name, _remedy]),
	}
}

# METADATA
# title: A function whose body may read them
deny contains reason if {
	_in_force
	some function in functions.unseen
	not subject.holds(_roles)
	scope.covers("sensitive")
	reason := {
		"rule": "sensitive/function",
		"message": sprintf("%s was made in this database, and nobody has said that it shows no sensitive values; do without it, have it listed in parameters.functions.vetted, or %s", [function, _remedy]),
	}
}

_in_force if count(_columns) > 0

_in_force if count(_kinds) > 0

_sensitive(column) if {
	some kind in column.sensitive
	kind in _kinds
}

_sensitive(column) if {
	count(column.sensitive) > 0
	"*" in _kinds
}

_sensitive(column) if columns.named(column, _columns)

_kinds_of(column) := sprintf(" (%s)", [concat(", ", column.sensitive)]) if count(column.sensitive) > 0

_kinds_of(column) := "" if count(column.sensitive) == 0

_remedy := sprintf("ask for the role %s", [concat(" or ", _roles)]) if count(_roles) > 0

_remedy := "ask the policy's owners" if count(_roles) == 0

default _columns := []

_columns := data.gatehouse.parameters.sensitive.columns

default _kinds := []

_kinds := data.gatehouse.parameters.sensitive.kinds

default _roles := []

_roles := data.gatehouse.parameters.sensitive.roles

default _uses := ["output", "predicate"]

_uses := data.gatehouse.parameters.sensitive.uses
