# METADATA
# title: Control
# description: >
#   Who may look at what the gateway itself knows: the console, `/api/v1`. Such a document has an `action` in the place
#   of a statement, and nothing but this pack permits one. The parameter `read` names the roles that may look at every
#   target; with the name of a target behind it (`auditor:shop`) such a role is for that target alone.
package gatehouse.packs.control

import data.gatehouse.lib.subject

# METADATA
# title: Actions are for those whom the parameters name
deny contains reason if {
	input.action.name
	not _permitted
	reason := {
		"rule": "control/action",
		"message": sprintf("%s of %s is not for you; %s", [input.action.name, input.target.name, _remedy]),
	}
}

# METADATA
# title: Permits
# description: What the contract asks for beside the absence of refusals.
permits contains input.action.name if _permitted

_permitted if {
	input.action.name in {"targets.read"}
	subject.holds(_read)
}

_permitted if {
	input.action.name in {"targets.read"}
	subject.holds([sprintf("%s:%s", [role, input.target.name]) | some role in _read])
}

_remedy := sprintf("ask for the role %s", [concat(" or ", _read)]) if count(_read) > 0

_remedy := "ask the policy's owners" if count(_read) == 0

default _read := ["auditor", "admin"]

_read := data.gatehouse.parameters.control.read
