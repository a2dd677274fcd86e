package gatehouse_test.packs.working_hours

import data.gatehouse.packs.working_hours
import data.gatehouse_test.testing

_weekdays := ["monday", "tuesday", "wednesday", "thursday", "friday"]

_office := {"roles": ["analysts"], "effects": ["write"], "days": _weekdays, "from": 8, "to": 18}

test_success_without_windows if working_hours.deny == set() with input as _at(testing.stating("insert", "write"), "sunday", 3)

test_success_within if _rules(_at(testing.stating("insert", "write"), "monday", 8), [_office]) == set()

test_fail_from_the_last_hour_on if {
	_rules(_at(testing.stating("insert", "write"), "monday", 18), [_office]) == {"working-hours/outside"}
}

test_fail_on_another_day if {
	_rules(_at(testing.stating("insert", "write"), "sunday", 12), [_office]) == {"working-hours/outside"}
}

test_success_an_effect_that_is_not_bound if _rules(_at(testing.document, "sunday", 12), [_office]) == set()

test_fail_an_effect_that_is_not_known if {
	_rules(_at(testing.flagged(testing.document, "opaque"), "sunday", 12), [_office]) == {"working-hours/outside"}
}

test_success_a_role_that_is_not_bound if {
	doc := testing.in_groups(testing.stating("insert", "write"), ["owners"])
	_rules(_at(doc, "sunday", 12), [_office]) == set()
}

test_success_elsewhere if {
	_rules(_at(testing.elsewhere(testing.stating("insert", "write")), "sunday", 12), [_office]) == set()
}

test_success_one_of_two_windows if {
	weekend := {"roles": ["analysts"], "days": ["saturday"], "from": 10, "to": 12}
	_rules(_at(testing.stating("insert", "write"), "saturday", 11), [_office, weekend]) == set()
	_rules(_at(testing.stating("insert", "write"), "saturday", 12), [_office, weekend]) == {"working-hours/outside"}
}

test_success_over_midnight if {
	night := {"from": 22, "to": 6}
	every hour in [22, 23, 0, 5] {
		_rules(_at(testing.document, "monday", hour), [night]) == set()
	}
	every hour in [6, 12, 21] {
		_rules(_at(testing.document, "monday", hour), [night]) == {"working-hours/outside"}
	}
}

test_fail_kinds_of_subjects if {
	window := {"kinds": ["agent"], "from": 9, "to": 10}
	_rules(_at(testing.document, "monday", 12), [window]) == set()
	_rules(_at(testing.by_agent(testing.document), "monday", 12), [window]) == {"working-hours/outside"}
}

test_fail_the_message_says_when if {
	doc := _at(testing.stating("insert", "write"), "sunday", 3)
	some reason in working_hours.deny with input as doc
		with data.gatehouse.parameters as {"working_hours": {"on": ["*"], "windows": [_office]}}
	contains(reason.message, "only from 8 to 18 o'clock (monday, tuesday, wednesday, thursday, friday), and it is sunday, 3 o'clock (UTC)")
}

_at(doc, weekday, hour) := json.patch(doc, [
	{"op": "replace", "path": "/time/weekday", "value": weekday},
	{"op": "replace", "path": "/time/hour", "value": hour},
])

_rules(doc, windows) := testing.rules(denials) if {
	denials := working_hours.deny with input as doc
		with data.gatehouse.parameters as {"working_hours": {"on": ["*"], "windows": windows}}
}
