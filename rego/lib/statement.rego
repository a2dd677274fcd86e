# METADATA
# title: The statement
# description: What a statement does, as the packs look at it.
package gatehouse.lib.statement

# METADATA
# title: Ends a statement of one's own
# description: >
#   KILL, and nothing else: the gateway lets it reach sessions of the same person only, and Ctrl-C in MySQL's client is
#   one.
default ends_own := false

ends_own if input.statement.kinds == ["kill"]

# METADATA
# title: Effects
# description: Those of the statement; that a KILL reaches the server does not count.
effects contains effect if {
	some effect in input.statement.effects
	not _own(effect)
}

_own("server") if ends_own
