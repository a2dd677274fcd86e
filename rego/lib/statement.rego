# METADATA
# title: The statement
# description: What a statement does, as the packs look at it.
package gatehouse.lib.statement

# METADATA
# title: Ends a statement of one's own
# description: >
#   A plain KILL of its own, and nothing else: the gateway lets it reach sessions of the same person only, and Ctrl-C in
#   MySQL's client is one. A prepared one runs at the server, and reaches everybody's.
default ends_own := false

ends_own if {
	input.statement.kinds == ["kill"]
	input.statement.stage == "simple"
}

# METADATA
# title: Effects
# description: Those of the statement; that a KILL reaches the server does not count.
effects contains effect if {
	some effect in input.statement.effects
	not _own(effect)
}

_own("server") if ends_own

# METADATA
# title: Needs a transaction for reading
# description: >
#   It reads; or it begins a transaction, which on MySQL cannot be made read-only later; or it sets a variable, perhaps
#   by a function.
default reading := false

reading if "read" in input.statement.effects

reading if {
	some kind in {"transaction", "set"}
	kind in input.statement.kinds
}
