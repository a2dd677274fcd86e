# METADATA
# title: The decision
# description: >
#   Combines what the packs say of one statement. Packs only add: an entry in `deny` refuses, an entry in `obligations`
#   asks for something. A statement is permitted when its document is well formed and no pack refuses it.
package gatehouse

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
	"reasons": [reason | some reason in denials],
	"obligations": [obligation | some obligation in obligations],
}

default allow := false

allow if {
	document.well_formed
	count(denials) == 0
}

denials contains reason if some reason in data.gatehouse.packs[_].deny

denials contains reason if {
	not document.well_formed
	reason := {
		"rule": "contract/malformed",
		"message": "the statement's facts are not complete, so it is refused; tell the gateway's operators",
	}
}

obligations contains obligation if some obligation in data.gatehouse.packs[_].obligations
