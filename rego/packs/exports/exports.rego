# METADATA
# title: Exports
# description: >
#   Data leaves through the client's connection, not through the server's own files and programs. Parameters are `on`,
#   `except`, and `to_client`, which is whether COPY … TO STDOUT is permitted.
package gatehouse.packs.exports

import data.gatehouse.lib.scope
import data.gatehouse.lib.target

# METADATA
# title: Files and programs of the server
# description: COPY to or from a file or PROGRAM, INTO OUTFILE, LOAD DATA without LOCAL, functions that write files.
deny contains reason if {
	on_the_server
	scope.covers("exports")
	reason := {
		"rule": "exports/server-file",
		"message": sprintf("this statement reads or writes a file of the server behind %s, or starts a program there, and %s is %s; move rows over your own connection instead (COPY … TO STDOUT, COPY … FROM STDIN, LOAD DATA LOCAL)", [input.target.name, input.target.name, target.standing]),
	}
}

# METADATA
# title: Whole tables to the client
# description: Off unless `to_client` is false, since a SELECT can do the same.
deny contains reason if {
	"export" in input.statement.effects
	not "server" in input.statement.effects
	not _to_client
	scope.covers("exports")
	reason := {
		"rule": "exports/client",
		"message": sprintf("COPY … TO STDOUT takes whole tables out of %s, which is %s; select the rows and columns you need, or %s", [input.target.name, target.standing, scope.excepted("exports")]),
	}
}

# METADATA
# title: On the server
# description: Whether files or programs of the server take part.
on_the_server if {
	"server" in input.statement.effects
	"export" in input.statement.effects
}

on_the_server if {
	"server" in input.statement.effects
	"copy-in" in input.statement.kinds
}

default _to_client := true

_to_client := data.gatehouse.parameters.exports.to_client
