# METADATA
# title: The target
# description: What the target's labels mean.
package gatehouse.lib.target

# METADATA
# title: Production
# description: >
#   The target's label `environment` is one of the names of production in `data.json`; neither the case nor blanks of
#   either matter, since a slip there must not lift every rule.
default production := false

production if {
	some name, value in input.target.labels
	_plain(name) == "environment"
	_plain(value) in {_plain(known) | some known in _names}
}

_plain(text) := lower(trim_space(text))

default _names := ["production"]

_names := data.gatehouse.parameters.production if {
	is_array(data.gatehouse.parameters.production)
	count(data.gatehouse.parameters.production) > 0
}
