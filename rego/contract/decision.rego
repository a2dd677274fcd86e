# METADATA
# title: The decision
# description: >
#   Combines what the packs say of one statement. Packs only add: an entry in `deny` refuses, an entry in `obligations`
#   asks for something, and `opens` of the pack `break_glass` names packs whose refusals become reasons on the record. A
#   statement is permitted when its document is well formed and no refusal is left. An action, which is no statement,
#   needs a pack beside that names it in `permits`: without the pack that knows actions nobody may do any.
package gatehouse

import data.gatehouse.contract.obligations
import data.gatehouse.lib.document

# METADATA
# title: Decision
# description: What the gateway asks for, once for each statement.
# entrypoint: true
default decision := {
	"allow": false,
	"reasons": [{
		"rule": "contract/undecided",
		"message": "the policy came to no decision, so the statement is refused; tell the gateway's operators",
	}],
	"obligations": [],
}

decision := {
	"allow": allow,
	"reasons": sort(reasons),
	"obligations": sort(obligations.combined),
}

default allow := false

allow if {
	document.well_formed
	count(denials) == 0
}

reasons := denials if count(denials) > 0

reasons := _opened if count(denials) == 0

# What the packs refuse.
_refusals contains reason if some reason in data.gatehouse.packs[_].deny

# What stands in the way.
denials contains reason if {
	some reason in _refusals
	not _set_aside(reason)
}

denials contains reason if {
	not document.well_formed
	reason := {
		"rule": "contract/malformed",
		"message": "the statement's facts are not complete, so it is refused; tell the gateway's operators",
	}
}

# Whoever leaves out the pack that judges actions has permitted none.
denials contains reason if {
	input.action
	not _permitted
	reason := {
		"rule": "contract/action",
		"message": "no pack of the policy permits this; ask the policy's owners",
	}
}

_permitted if input.action.name in data.gatehouse.packs[_].permits

# What would have, had nobody broken the glass.
_opened contains reason if {
	some refusal in _refusals
	_set_aside(refusal)
	reason := {
		"rule": sprintf("break-glass/%s", [refusal.rule]),
		"message": sprintf("%s set this refusal aside: %s", [input.subject.id, refusal.message]),
	}
}

_set_aside(refusal) if replace(split(refusal.rule, "/")[0], "-", "_") in data.gatehouse.packs.break_glass.opens
