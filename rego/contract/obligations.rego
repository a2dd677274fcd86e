# METADATA
# title: Obligations
# description: >
#   Brings the obligations of all packs together, the strictest first: the fewest rows, the shortest time, the mask that
#   shows least. What is not understood here goes on as it is, and the gateway refuses it.
package gatehouse.contract.obligations

# METADATA
# title: Combined
# description: At most one of each kind that can be compared; every hold stands.
combined contains {"type": "limit_rows", "rows": min(_rows)} if count(_rows) > 0

combined contains {"type": "timeout", "after": after} if {
	shortest := min([time | some [time, _] in _times])
	longest_first := sort([text | some [time, text] in _times; time == shortest])
	after := longest_first[0]
}

combined contains {"type": "mask", "kinds": _kinds, "columns": _columns} if {
	count(_masks) > 0
	count(_at_scan) == 0
}

combined contains {"type": "mask", "kinds": _kinds, "columns": _columns, "at_scan": sort(_at_scan)} if count(_at_scan) > 0

combined contains obligation if {
	some obligation in _all
	not _combines(obligation)
}

_all contains obligation if some obligation in data.gatehouse.packs[_].obligations

_combines(obligation) if {
	obligation.type == "limit_rows"
	is_number(obligation.rows)
	count(obligation) == 2
}

_combines(obligation) if {
	obligation.type == "timeout"
	is_number(time.parse_duration_ns(obligation.after))
	count(obligation) == 2
}

_combines(obligation) if obligation in _masks

_rows contains obligation.rows if {
	some obligation in _all
	obligation.type == "limit_rows"
	_combines(obligation)
}

_times contains [time.parse_duration_ns(obligation.after), obligation.after] if {
	some obligation in _all
	obligation.type == "timeout"
	_combines(obligation)
}

_masks contains obligation if {
	some obligation in _all
	obligation.type == "mask"
	every member in object.keys(obligation) {
		member in {"type", "kinds", "columns", "at_scan"}
	}
	is_object(object.get(obligation, "kinds", {}))
	is_object(object.get(obligation, "columns", {}))
	is_array(object.get(obligation, "at_scan", []))
}

_at_scan contains column if {
	some mask in _masks
	some column in mask.at_scan
}

# `*` of one mask covers the kinds that only another one names.
_kinds[kind] := mask if {
	some named in _masks
	some kind, _ in named.kinds
	mask := _strictest([found |
		some other in _masks
		kinds := object.get(other, "kinds", {})
		found := object.get(kinds, kind, object.get(kinds, "*", "none"))
	])
}

_columns[column] := mask if {
	some named in _masks
	some column, _ in named.columns
	mask := _strictest([found |
		some other in _masks
		found := object.get(object.get(other, "columns", {}), column, "none")
	])
}

# Of words that are all as strict, or all unknown, any; an unknown word is the strictest, so that it is refused.
_strictest(masks) := found[0] if {
	most := max([_rank(mask) | some mask in masks])
	found := sort([mask | some mask in masks; _rank(mask) == most])
}

_rank(mask) := object.get({"none": 0, "partial": 1, "hash": 2, "redact": 3, "null": 4}, mask, 5)
