# METADATA
# title: Agents
# description: What a program decided that no person wrote may look at production, and change nothing there.
package gatehouse.packs.agents

import data.gatehouse.lib.target

# METADATA
# title: Agents are read-only on production
# description: Every effect beside those of `agents.effects` in `data.json` is refused.
deny contains reason if {
	_restricted
	some effect in input.statement.effects
	not effect in _effects
	reason := {
		"rule": "agents/read-only",
		"message": sprintf("agents may only read on %s, which is production, and this statement has the effect '%s'; read what you need, and propose the change to a person", [input.target.name, effect]),
	}
}

# METADATA
# title: Agents need statements whose effects are known
# description: A statement that does something, of which nobody can say what; BEGIN, COMMIT and the like have none.
deny contains reason if {
	_restricted
	count(input.statement.effects) == 0
	some kind in input.statement.kinds
	kind != "transaction"
	reason := {
		"rule": "agents/unknown-effect",
		"message": sprintf("agents may only read on %s, which is production, and the effect of this statement is not known; use a plain SELECT", [input.target.name]),
	}
}

_restricted if {
	input.subject.kind == "agent"
	target.production
}

default _effects := ["read", "session"]

_effects := data.gatehouse.parameters.agents.effects
