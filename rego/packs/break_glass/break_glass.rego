# METADATA
# title: Break-glass
# description: >
#   In an emergency a person with one of the roles `roles` (a group, or a grant for some minutes) may do what the packs
#   in `opens` refuse. Each refusal that is set aside stands on the record by name. Parameters are `on`, `roles`,
#   `kinds` of subjects, and `opens`.
package gatehouse.packs.break_glass

import data.gatehouse.lib.scope
import data.gatehouse.lib.subject

# METADATA
# title: Opens
# description: The packs whose refusals are set aside. The contract asks for it; no other pack may have one.
opens contains pack if {
	input.subject.kind in _kinds
	subject.holds(_roles)
	scope.covers("break_glass")
	some pack in _opens
}

default _kinds := ["human"]

_kinds := data.gatehouse.parameters.break_glass.kinds

default _roles := []

_roles := data.gatehouse.parameters.break_glass.roles

default _opens := []

_opens := data.gatehouse.parameters.break_glass.opens
