# METADATA
# title: The parameters
# description: >
#   Says what is wrong with `gatehouse.parameters` of `data.json`. The gateway asks when it loads a bundle, and takes
#   none whose parameters have a fault: a slip there must not lift a rule.
package gatehouse.contract.parameters

# METADATA
# title: Faults
# description: A sentence for each; empty when all is well.
# entrypoint: true
faults contains "parameters is not an object" if not is_object(_parameters)

faults contains sprintf("parameters.%s is not known", [pack]) if {
	some pack, _ in _parameters
	not _members[pack]
	not data.gatehouse.packs[pack]
}

faults contains sprintf("parameters.%s is not %s", [pack, _forms[form]]) if {
	some pack, form in _members
	is_string(form)
	value := _parameters[pack]
	not _is(form, value)
}

faults contains sprintf("parameters.%s is not an object", [pack]) if {
	some pack, members in _members
	is_object(members)
	value := _parameters[pack]
	not is_object(value)
}

faults contains sprintf("parameters.%s.%s is not known", [pack, name]) if {
	some pack, members in _members
	is_object(members)
	some name, _ in _parameters[pack]
	not members[name]
}

faults contains sprintf("parameters.%s.%s is not %s", [pack, name, _forms[form]]) if {
	some pack, members in _members
	is_object(members)
	some name, value in _parameters[pack]
	form := members[name]
	not _is(form, value)
}

faults contains sprintf("parameters.%s.%s has an entry that is no object", [pack, list]) if {
	some [pack, list, _, entry] in _entries
	not is_object(entry)
}

faults contains sprintf("parameters.%s.%s[].%s is not known", [pack, list, name]) if {
	some [pack, list, form, entry] in _entries
	some name, _ in entry
	not _listed[form][name]
}

faults contains sprintf("parameters.%s.%s[].%s is not %s", [pack, list, name, _forms[form]]) if {
	some [pack, list, kind, entry] in _entries
	some name, value in entry
	form := _listed[kind][name]
	not _is(form, value)
}

# METADATA
# title: Notes
# description: What is permitted and may not be meant.
# entrypoint: true
notes contains sprintf("parameters.%s.on is empty, so the pack is off", [pack]) if {
	some pack, value in _parameters
	value.on == []
}

notes contains sprintf("parameters.%s.except holds *, so the pack is off", [pack]) if {
	some pack, value in _parameters
	"*" in value.except
}

notes contains sprintf("parameters.%s is missing, so its defaults are in force", [pack]) if {
	some pack, _ in _members
	not _parameters[pack]
}

_entries contains [pack, list, form, entry] if {
	some pack, members in _members
	is_object(members)
	some list, form in members
	_listed[form]
	some entry in _parameters[pack][list]
}

default _parameters := {}

_parameters := data.gatehouse.parameters

_scope := {"on": "names", "except": "names"}

_members := {
	"production": "names",
	"destructive": _scope,
	"unbounded": _scope,
	"schema": _scope,
	"privilege": _scope,
	"server": _scope,
	"opaque": _scope,
	"internals": _scope,
	"functions": {"vetted": "names"},
	"control": {"read": "names"},
	"exports": object.union(_scope, {"to_client": "flag"}),
	"agents": object.union(_scope, {
		"effects": "effects",
		"limit_rows": "count",
		"timeout": "duration",
		"read_only": "flag",
	}),
	"read_only": object.union(_scope, {"roles": "names", "enforce": "flag"}),
	"sensitive": object.union(_scope, {
		"kinds": "names",
		"columns": "columns",
		"uses": "uses",
		"roles": "names",
	}),
	"masking": object.union(_scope, {
		"roles": "names",
		"purpose": "flag",
		"kinds": "kind_masks",
		"columns": "column_masks",
		"strict": "columns",
		"at_scan": "columns",
	}),
	"working_hours": object.union(_scope, {"windows": "windows"}),
	"limits": object.union(_scope, {"rules": "rules"}),
	"break_glass": object.union(_scope, {"roles": "names", "kinds": "kinds", "opens": "names"}),
}

_listed := {
	"windows": {
		"on": "names",
		"roles": "names",
		"kinds": "kinds",
		"effects": "effects",
		"days": "days",
		"from": "hour",
		"to": "hour",
	},
	"rules": {
		"on": "names",
		"roles": "names",
		"kinds": "kinds",
		"rows": "count",
		"timeout": "duration",
		"read_only": "flag",
	},
}

_forms := {
	"names": "a list of names",
	"flag": "true or false",
	"count": "a whole number",
	"duration": "a duration such as 30s",
	"effects": "a list of effects",
	"kinds": "a list of human, service, agent",
	"uses": "a list of output, predicate, write",
	"days": "a list of days such as monday",
	"hour": "an hour from 0 to 24",
	"columns": "a list of schema.table.column",
	"kind_masks": "an object of kinds and masks (partial, hash, redact, null)",
	"column_masks": "an object of schema.table.column and masks (partial, hash, redact, null)",
	"windows": "a list",
	"rules": "a list",
}

_words := {
	"effects": {"read", "write", "schema", "privilege", "session", "server", "export", "*"},
	"kinds": {"human", "service", "agent"},
	"uses": {"output", "predicate", "write"},
	"days": {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
}

_is("names", value) if {
	is_array(value)
	every name in value {
		is_string(name)
		trim_space(name) != ""
	}
}

_is("flag", value) if is_boolean(value)

_is("count", value) if _whole(value)

_is("hour", value) if {
	_whole(value)
	value <= 24
}

_is("duration", "")

_is("duration", value) if regex.match(`^[0-9]{1,9}(ms|s|m|h)$`, value)

_is("columns", value) if {
	is_array(value)
	every column in value {
		count(split(column, ".")) == 3
	}
}

_is("kind_masks", value) if {
	_are_masks(value)
	every kind, _ in value {
		kind in _kinds
	}
}

_is("column_masks", value) if {
	_are_masks(value)
	every column, _ in value {
		count(split(column, ".")) == 3
	}
}

_is("windows", value) if is_array(value)

_is("rules", value) if is_array(value)

_is(form, value) if {
	words := _words[form]
	is_array(value)
	every word in value {
		word in words
	}
}

_are_masks(value) if {
	is_object(value)
	every mask in value {
		mask in {"partial", "hash", "redact", "null"}
	}
}

# Those that the gateway knows, and all others.
_kinds := {
	"email", "phone", "card", "national-id", "iban", "address", "birth-date", "name", "password", "key", "token", "secret",
	"internal", "*",
}

_whole(value) if {
	is_number(value)
	value >= 0
	value == floor(value)
}
