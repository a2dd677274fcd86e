# METADATA
# title: The target
# description: What the target's labels mean.
package gatehouse.lib.target

# METADATA
# title: Production
# description: The target's label `environment` is one of the names of production in `data.json`, in either case.
default production := false

production if lower(input.target.labels.environment) in _names

default _names := ["production"]

_names := data.gatehouse.parameters.production if {
	is_array(data.gatehouse.parameters.production)
	count(data.gatehouse.parameters.production) > 0
}
