# METADATA
# title: Opaque statements
# description: What the gateway could not read, nobody has judged. Parameters are `on` and `except`.
package gatehouse.packs.opaque

import data.gatehouse.lib.scope
import data.gatehouse.lib.target

# METADATA
# title: Opaque statements are refused on production
deny contains reason if {
	input.statement.flags.opaque
	scope.covers("opaque")
	reason := {
		"rule": "opaque/production",
		"message": sprintf("the gateway cannot tell what this statement does, and %s is %s; write it in plain SQL without what hides its meaning", [input.target.name, target.standing]),
	}
}
