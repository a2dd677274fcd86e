# METADATA
# title: Statements that reach the server itself
# description: >
#   Settings of the whole server, files on it, extensions, sessions of others. Ending one's own statement (KILL, which
#   MySQL's client sends for Ctrl-C) is always permitted. Parameters are `on` and `except`.
package gatehouse.packs.server

import data.gatehouse.lib.scope
import data.gatehouse.lib.statement
import data.gatehouse.lib.target
import data.gatehouse.packs.exports

# METADATA
# title: Server
deny contains reason if {
	"server" in input.statement.effects
	not statement.ends_own
	not _exported
	scope.covers("server")
	reason := {
		"rule": "server/reach",
		"message": sprintf("this statement reaches beyond its database to the server behind %s, which is %s: its files, its settings or the sessions of others; do without it, or %s", [input.target.name, target.standing, scope.excepted("server")]),
	}
}

# Refused by that pack already, with words that fit better.
_exported if {
	exports.on_the_server
	scope.covers("exports")
}
