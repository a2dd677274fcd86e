# METADATA
# title: Working hours
# description: >
#   Each of the parameter `windows` binds some roles, on some environments, for some effects, to some hours of some
#   days. Whoever is bound by several may work in each of them; whoever is bound by none may work at any time. The hours
#   are those of the gateway's time zone (`gatehouse.policy.zone`).
package gatehouse.packs.working_hours

import data.gatehouse.lib.scope
import data.gatehouse.lib.statement
import data.gatehouse.lib.subject
import data.gatehouse.lib.target

# METADATA
# title: Outside of hours
deny contains reason if {
	count(_windows) > 0
	scope.covers("working_hours")
	count(_binding) > 0
	not _within
	hours := concat(" or ", sort([_words(window) | some window in _binding]))
	reason := {
		"rule": "working-hours/outside",
		"message": sprintf("this statement is permitted to you on %s only %s, and it is %s, %d o'clock (%s); come back then, or ask whoever is on duty", [input.target.name, hours, input.time.weekday, input.time.hour, input.time.zone]),
	}
}

_binding contains window if {
	some window in _windows
	target.within(object.get(window, "on", ["production"]))
	subject.holds(object.get(window, "roles", ["*"]))
	input.subject.kind in object.get(window, "kinds", ["human", "service", "agent"])
	_concerned(object.get(window, "effects", ["*"]))
}

_concerned(effects) if "*" in effects

_concerned(effects) if {
	some effect in statement.effects
	effect in effects
}

_concerned(_) if input.statement.flags.opaque

_within if {
	some window in _binding
	input.time.weekday in object.get(window, "days", _all_days)
	_hours(object.get(window, "from", 0), object.get(window, "to", 24))
}

_hours(from, to) if {
	from < to
	input.time.hour >= from
	input.time.hour < to
}

# Over midnight.
_hours(from, to) if {
	from >= to
	input.time.hour >= from
}

_hours(from, to) if {
	from >= to
	input.time.hour < to
}

_words(window) := sprintf("from %d to %d o'clock (%s)", [object.get(window, "from", 0), object.get(window, "to", 24), concat(", ", object.get(window, "days", ["every day"]))])

_all_days := {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

default _windows := []

_windows := data.gatehouse.parameters.working_hours.windows
