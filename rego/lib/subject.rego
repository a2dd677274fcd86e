# METADATA
# title: The subject
# description: Who asks, and as what.
package gatehouse.lib.subject

# METADATA
# title: Roles
# description: >
#   The groups of the subject itself, and the roles it was granted for a time; not the groups of whoever an agent acts
#   for. An expired grant is not in the document.
roles contains group if some group in input.subject.groups

roles contains grant.role if some grant in input.grants

# METADATA
# title: Holds
# description: Whether the subject has a role of this list; `*` is everybody.
holds(list) if {
	is_array(list)
	some role in list
	role in roles
}

holds(list) if {
	is_array(list)
	"*" in list
}
