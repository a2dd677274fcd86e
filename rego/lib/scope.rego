# METADATA
# title: Scope
# description: Where a pack is in force, and for whom, by its parameters `on` and `except`.
package gatehouse.lib.scope

import data.gatehouse.lib.subject
import data.gatehouse.lib.target

# METADATA
# title: Covers
# description: >
#   Whether the pack of this name is in force for the subject on the target. Without parameters it is, on production,
#   for everybody.
covers(pack) if {
	target.within(_names(pack, "on"))
	not subject.holds(_names(pack, "except"))
}

# METADATA
# title: Who else
# description: Half a sentence that names the roles which a pack leaves alone.
excepted(pack) := sprintf("ask somebody with the role %s", [concat(" or ", roles)]) if {
	roles := _names(pack, "except")
	count(roles) > 0
}

excepted(pack) := "ask the policy's owners for another way" if {
	count(_names(pack, "except")) == 0
}

# What is no list of names switches nothing off.
_names(pack, member) := names if {
	names := _parameters[pack][member]
	is_array(names)
	every name in names {
		is_string(name)
	}
} else := _otherwise[member]

_otherwise := {"on": ["production"], "except": []}

default _parameters := {}

_parameters := data.gatehouse.parameters
