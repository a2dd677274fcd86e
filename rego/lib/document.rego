# METADATA
# title: The input document
# description: Whether the document holds what the rules look at; a rule that looks at nothing would permit.
package gatehouse.lib.document

# METADATA
# title: Well formed
# description: All that the shipped rules read is there, and of its type.
default well_formed := false

well_formed if {
	_asked
	_stated
	not input.action.name
}

# Somebody asks the gateway itself for something.
well_formed if {
	_asked
	is_string(input.action.name)
	input.action.name != ""
	not input.statement.kinds
}

_asked if {
	is_string(input.subject.id)
	input.subject.id != ""
	input.subject.kind in {"human", "service", "agent"}
	is_array(input.subject.groups)
	is_string(input.target.name)
	is_object(input.target.labels)
	is_array(input.grants)
	is_number(input.time.hour)
	is_string(input.time.weekday)
}

_stated if {
	is_array(input.statement.kinds)
	is_array(input.statement.effects)
	is_array(input.statement.tables)
	is_array(input.statement.columns)
	is_array(input.statement.functions)
	is_boolean(input.statement.flags.unfiltered)
	is_boolean(input.statement.flags.opaque)
}
