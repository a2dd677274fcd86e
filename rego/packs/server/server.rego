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
# METADATA
# title: Reached by an extension
# description: >
#   Functions of well-known extensions that run texts later, or call other servers and services. They are told by the
#   schema that they live in, wherever the path finds them.
deny contains reason if {
	some function in input.statement.functions
	steps := split(lower(function), ".")
	count(steps) > 1
	steps[count(steps) - 2] in _reaching
	scope.covers("server")
	reason := {
		"rule": "server/extension",
		"message": sprintf("%s runs statements later, or calls other servers, from %s, which is %s; do without it, or %s", [function, input.target.name, target.standing, scope.excepted("server")]),
	}
}

_reaching := {
	"aws_lambda", "aws_s3", "azure_storage", "cron", "google_ml_integration", "londiste", "net", "partman", "pgagent",
	"pglogical", "pgq", "repack", "spock", "supabase_functions",
}

_exported if {
	exports.on_the_server
	scope.covers("exports")
}
