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
	some environment in _labelled
	environment in {plain(known) | some known in _names}
}

# METADATA
# title: Environments
# description: >
#   What a parameter `on` may call this target: `*`, the value of its label `environment`, and `production` for every
#   name of production.
environments contains "*"

environments contains environment if some environment in _labelled

environments contains "production" if production

# METADATA
# title: In
# description: Whether a list of environments names this one.
within(list) if {
	some name in list
	plain(name) in environments
}

# METADATA
# title: Standing
# description: For messages, what the target is that it has rules of its own.
standing := "production" if production

standing := "protected" if not production

# METADATA
# title: Plain
# description: A name without what people get wrong in names.
plain(text) := lower(trim_space(text))

_labelled contains plain(value) if {
	some name, value in input.target.labels
	plain(name) == "environment"
}

default _names := ["production"]

_names := data.gatehouse.parameters.production if {
	is_array(data.gatehouse.parameters.production)
	count(data.gatehouse.parameters.production) > 0
	every name in data.gatehouse.parameters.production {
		is_string(name)
	}
}
