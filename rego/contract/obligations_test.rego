package gatehouse_test.contract.obligations

import data.gatehouse.contract.obligations

test_success_nothing if _combined(set()) == set()

test_success_the_fewest_rows if {
	_combined({{"type": "limit_rows", "rows": 10}, {"type": "limit_rows", "rows": 2}}) == {{"type": "limit_rows", "rows": 2}}
}

test_success_the_shortest_time if {
	_combined({{"type": "timeout", "after": "1h"}, {"type": "timeout", "after": "90s"}, {"type": "timeout", "after": "2m"}}) == {{"type": "timeout", "after": "90s"}}
}

test_success_the_mask_that_shows_least if {
	_combined({
		{"type": "mask", "kinds": {"*": "redact"}, "columns": {"a.b.c": "partial"}},
		{"type": "mask", "kinds": {"email": "partial", "card": "null"}, "columns": {"a.b.c": "hash", "a.b.d": "partial"}},
	}) == {{
		"type": "mask",
		"kinds": {"*": "redact", "email": "redact", "card": "null"},
		"columns": {"a.b.c": "hash", "a.b.d": "partial"},
	}}
}

test_success_a_mask_without_kinds if {
	_combined({{"type": "mask", "columns": {"a.b.c": "null"}}}) == {{"type": "mask", "kinds": {}, "columns": {"a.b.c": "null"}}}
}

test_success_columns_masked_where_they_are_read_add_up if {
	_combined({
		{"type": "mask", "kinds": {"*": "redact"}, "columns": {}, "at_scan": ["a.b.d"]},
		{"type": "mask", "kinds": {}, "columns": {}, "at_scan": ["a.b.c", "a.b.d"]},
	}) == {{"type": "mask", "kinds": {"*": "redact"}, "columns": {}, "at_scan": ["a.b.c", "a.b.d"]}}
}

test_success_an_unknown_mask_is_not_lost if {
	_combined({
		{"type": "mask", "kinds": {"email": "scramble"}, "columns": {}},
		{"type": "mask", "kinds": {"email": "null"}, "columns": {}},
	}) == {{"type": "mask", "kinds": {"email": "scramble"}, "columns": {}}}
}

test_success_each_hold_stands if {
	holds := {{"type": "hold", "reviewers": ["a"]}, {"type": "hold", "reviewers": ["b"]}}
	_combined(holds) == holds
}

test_success_what_is_not_understood_is_not_lost if {
	every odd in [
		{"type": "limit_rows", "rows": "many"},
		{"type": "limit_rows", "rows": 1, "per": "table"},
		{"type": "timeout", "after": "soon"},
		{"type": "timeout"},
		{"type": "mask", "kinds": "all"},
		{"type": "mask", "kinds": {}, "lines": {}},
		{"type": "mask", "kinds": {}, "at_scan": "all"},
		{"type": "dance"},
		{},
		"a text",
	] {
		_combined({odd, {"type": "limit_rows", "rows": 5}}) == {odd, {"type": "limit_rows", "rows": 5}}
	}
}

_combined(asked) := combined if {
	combined := obligations.combined with data.gatehouse.packs.limits.obligations as asked
		with data.gatehouse.packs.masking.obligations as set()
}
