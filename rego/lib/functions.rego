# METADATA
# title: Functions
# description: Which functions of a statement do what nobody here has read.
package gatehouse.lib.functions

# METADATA
# title: Unseen
# description: >
#   Functions that people have made in the database: what they read and write stands in their bodies. Those in
#   `parameters.functions.vetted` (`schema.name`, where `*` stands for any part of a name) are taken for harmless.
unseen contains function if {
	some function in input.statement.functions
	contains(function, ".")
	not startswith(function, "@")
	not lower(split(function, ".")[0]) in {"pg_catalog", "information_schema"}
	not _vetted(function)
}

_vetted(function) if {
	some pattern in _patterns
	glob.match(lower(pattern), ["."], lower(function))
}

# They came with the server and only put values into another form.
_patterns contains pattern if {
	some pattern in ["sys.format_*", "sys.version_*", "sys.quote_identifier", "sys.list_add", "sys.list_drop"]
}

_patterns contains pattern if some pattern in data.gatehouse.parameters.functions.vetted
