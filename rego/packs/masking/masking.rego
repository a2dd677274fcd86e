# METADATA
# title: Masks
# description: >
#   Sensitive values come out masked for everybody without one of `roles` (or that role for this target alone, as
#   `pii:read:shop`); an agent needs a purpose beside it, in the claim `purpose` of its token, unless `purpose` is
#   false. `kinds` and `columns` say which mask shows what. Columns that are `strict` do not stand in conditions, joins,
#   groups or orders either, by which their values could be guessed; those of `at_scan` may, and are seen masked there
#   (PostgreSQL). Parameters are also `on` and `except`.
package gatehouse.packs.masking

import data.gatehouse.lib.columns
import data.gatehouse.lib.scope
import data.gatehouse.lib.subject

# METADATA
# title: Masked for whoever is not trusted
obligations contains {"type": "mask", "kinds": _kinds, "columns": _columns} if {
	_masked
	count(_at_scan) == 0
}

# METADATA
# title: Masked in conditions too
obligations contains {"type": "mask", "kinds": _kinds, "columns": _columns, "at_scan": _at_scan} if {
	_masked
	count(_at_scan) > 0
}

# METADATA
# title: A strict column in a condition
deny contains reason if {
	_masked
	some column in input.statement.columns
	"predicate" in column.uses
	columns.named(column, _strict)
	reason := {
		"rule": "masking/strict",
		"message": sprintf("%s.%s.%s is masked for you, and a condition, join, group or order on it would tell its values; leave it out of them, or %s", [column.schema, column.table, column.name, _remedy]),
	}
}

# METADATA
# title: A table with strict columns, of which nobody knows which are read
deny contains reason if {
	_masked
	some table in input.statement.tables
	columns.unread(table, _strict)
	reason := {
		"rule": "masking/strict",
		"message": sprintf("%s has columns that are masked for you, and the gateway cannot tell whether this statement has conditions on them; write it in plain SQL, or %s", [table.name, _remedy]),
	}
}

# METADATA
# title: What was not understood
deny contains reason if {
	_masked
	count(_strict) > 0
	input.statement.flags.opaque
	reason := {
		"rule": "masking/opaque",
		"message": sprintf("the gateway cannot tell whether this statement has conditions on columns that are masked for you; write it in plain SQL, or %s", [_remedy]),
	}
}

_masked if {
	is_array(input.statement.kinds)
	scope.covers("masking")
	not _trusted
}

_trusted if {
	_granted
	not _purpose_missing
}

_granted if subject.holds(_roles)

_granted if subject.holds([sprintf("%s:%s", [role, input.target.name]) | some role in _roles])

_purpose_missing if {
	input.subject.kind == "agent"
	_purpose
	not _said
}

_said if {
	is_string(input.subject.claims.purpose)
	trim_space(input.subject.claims.purpose) != ""
}

_remedy := sprintf("ask for the role %s", [concat(" or ", _roles)]) if count(_roles) > 0

_remedy := "ask the policy's owners" if count(_roles) == 0

default _kinds := {"*": "redact"}

_kinds := kinds if {
	kinds := data.gatehouse.parameters.masking.kinds
	count(kinds) > 0
}

default _columns := {}

_columns := data.gatehouse.parameters.masking.columns

default _strict := []

_strict := data.gatehouse.parameters.masking.strict

default _at_scan := []

_at_scan := data.gatehouse.parameters.masking.at_scan

default _roles := ["pii:read"]

_roles := data.gatehouse.parameters.masking.roles

default _purpose := true

_purpose := data.gatehouse.parameters.masking.purpose
