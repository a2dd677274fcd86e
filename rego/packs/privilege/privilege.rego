# METADATA
# title: Privilege changes
# description: >
#   Who may do what is decided at the identity provider and by this policy, not in the database: GRANT, REVOKE, users,
#   roles, owners, SET ROLE and SET SESSION AUTHORIZATION. Parameters are `on` and `except`.
package gatehouse.packs.privilege

import data.gatehouse.lib.scope
import data.gatehouse.lib.target

# METADATA
# title: Privileges
deny contains reason if {
	"privilege" in input.statement.effects
	scope.covers("privilege")
	reason := {
		"rule": "privilege/change",
		"message": sprintf("this statement changes who may do what on %s, which is %s, or as whom the session acts; ask for the access you need at the gateway instead, or %s", [input.target.name, target.standing, scope.excepted("privilege")]),
	}
}
