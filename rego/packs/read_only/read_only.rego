# METADATA
# title: Read-only roles
# description: >
#   Whoever has one of the roles `roles` only reads, wherever `on` says. What a statement does is known from its text;
#   with `enforce` the server's transaction is made read-only too, which binds functions that write.
package gatehouse.packs.read_only

import data.gatehouse.lib.functions
import data.gatehouse.lib.scope
import data.gatehouse.lib.statement
import data.gatehouse.lib.subject

# METADATA
# title: Other effects
deny contains reason if {
	some effect in statement.effects
	not effect in {"read", "session"}
	_bound
	reason := {
		"rule": "read-only/effect",
		"message": sprintf("%s may only read on %s, and this statement has the effect '%s'; leave the change to somebody who may write, or log in with another role", [input.subject.id, input.target.name, effect]),
	}
}

# METADATA
# title: Effects that are not known
deny contains reason if {
	input.statement.flags.opaque
	_bound
	reason := {
		"rule": "read-only/opaque",
		"message": sprintf("%s may only read on %s, and the gateway cannot tell what this statement does; write it as a plain SELECT", [input.subject.id, input.target.name]),
	}
}

# METADATA
# title: A function whose body may write
deny contains reason if {
	some function in functions.unseen
	_bound
	reason := {
		"rule": "read-only/function",
		"message": sprintf("%s may only read on %s, and %s was made in this database: nobody has said that it only reads; do without it, or have it listed in parameters.functions.vetted", [input.subject.id, input.target.name, function]),
	}
}

obligations contains {"type": "read_only"} if {
	statement.reading
	data.gatehouse.parameters.read_only.enforce
	_bound
}

_bound if {
	subject.holds(_roles)
	scope.covers("read_only")
}

default _roles := ["read-only"]

_roles := data.gatehouse.parameters.read_only.roles
