# METADATA
# title: Columns
# description: Patterns `schema.table.column`, of which each part may be `*`.
package gatehouse.lib.columns

# METADATA
# title: Patterns
# description: The list as triples of lower-case parts.
patterns(list) := {split(lower(column), ".") | some column in list}

# METADATA
# title: Named
# description: Whether a pattern of the list names the column.
named(column, list) if {
	some pattern in patterns(list)
	part(pattern[0], column.schema)
	part(pattern[1], column.table)
	part(pattern[2], column.name)
}

# METADATA
# title: Part
# description: Whether a part of a pattern fits a name; one that the text leaves out may be any.
part("*", _)

part(pattern, name) if pattern == lower(name)

part(_, "")

# METADATA
# title: Unread
# description: >
#   Whether a pattern of the list names columns of a table of which nobody knows the columns that this statement reads.
unread(table, list) if {
	not input.statement.flags.resolved
	"read" in table.access
	not _known(table)
	some pattern in patterns(list)
	part(pattern[0], table.schema)
	part(pattern[1], table.name)
}

_known(table) if {
	some column in input.statement.columns
	column.schema == table.schema
	column.table == table.name
}
