# METADATA
# title: Agents
# description: >
#   What a program decided that no person wrote may look at production, and change nothing there. Parameters are `on`,
#   `except`, `effects`, which agents may have, and what their reads are bound to: `limit_rows`, `timeout`, `read_only`.
package gatehouse.packs.agents

import data.gatehouse.lib.scope
import data.gatehouse.lib.statement
import data.gatehouse.lib.target

# METADATA
# title: Agents are read-only
# description: Every effect beside those of `agents.effects` in `data.json` is refused.
deny contains reason if {
	input.subject.kind == "agent"
	some effect in statement.effects
	not effect in _effects
	scope.covers("agents")
	reason := {
		"rule": "agents/read-only",
		"message": sprintf("agents may only read on %s, which is %s, and this statement has the effect '%s'; read what you need, and propose the change to a person", [input.target.name, target.standing, effect]),
	}
}

# METADATA
# title: Agents need statements whose effects are known
# description: A statement that does something, of which nobody can say what; BEGIN, COMMIT and the like have none.
deny contains reason if {
	input.subject.kind == "agent"
	count(input.statement.effects) == 0
	some kind in input.statement.kinds
	not kind in {"transaction", "close"}
	scope.covers("agents")
	reason := {
		"rule": "agents/unknown-effect",
		"message": sprintf("agents may only read on %s, which is %s, and the effect of this statement is not known; use a plain SELECT", [input.target.name, target.standing]),
	}
}

obligations contains {"type": "limit_rows", "rows": rows} if {
	_reads
	rows := data.gatehouse.parameters.agents.limit_rows
	rows != 0
	scope.covers("agents")
}

obligations contains {"type": "timeout", "after": after} if {
	_reads
	after := data.gatehouse.parameters.agents.timeout
	after != ""
	scope.covers("agents")
}

obligations contains {"type": "read_only"} if {
	input.subject.kind == "agent"
	statement.reading
	data.gatehouse.parameters.agents.read_only
	scope.covers("agents")
}

_reads if {
	input.subject.kind == "agent"
	"read" in input.statement.effects
}

default _effects := ["read", "session"]

_effects := data.gatehouse.parameters.agents.effects
