# METADATA
# title: For tests
# description: Documents that differ from an ordinary one in one point.
package gatehouse_test.testing

# A person reads a table of a production target.
document := {
	"subject": {
		"id": "alice",
		"kind": "human",
		"groups": ["analysts"],
		"claims": {},
		"authenticated_by": "jwt",
	},
	"session": {
		"id": "s-1",
		"protocol": "postgresql",
		"client_address": "127.0.0.1",
		"application": "psql",
		"tls": false,
	},
	"target": {
		"name": "shop",
		"protocol": "postgresql",
		"database": "shop",
		"labels": {"environment": "production"},
	},
	"statement": {
		"kinds": ["select"],
		"effects": ["read"],
		"stage": "simple",
		"tables": [{"schema": "public", "name": "orders", "access": ["read"]}],
		"columns": [],
		"functions": [],
		"flags": {"unfiltered": false, "multiple": false, "opaque": false, "in_transaction": false},
		"fingerprint": "0",
	},
	"grants": [],
	"time": {"rfc3339": "2026-01-05T14:00:00Z", "hour": 14, "weekday": "monday", "zone": "UTC"},
}

# The document with another statement.
stating(kind, effect) := json.patch(document, [
	{"op": "replace", "path": "/statement/kinds", "value": [kind]},
	{"op": "replace", "path": "/statement/effects", "value": [effect]},
])

# A document whose target is not production.
elsewhere(doc) := json.patch(doc, [{"op": "replace", "path": "/target/labels", "value": {"environment": "staging"}}])

# A document of an agent.
by_agent(doc) := json.patch(doc, [{"op": "replace", "path": "/subject/kind", "value": "agent"}])

# A document of somebody in these groups.
in_groups(doc, groups) := json.patch(doc, [{"op": "replace", "path": "/subject/groups", "value": groups}])

# A document of somebody with a role for a time.
granted(doc, role) := json.patch(doc, [{
	"op": "add",
	"path": "/grants/-",
	"value": {"id": "g-1", "role": role, "expires": "2026-01-05T15:00:00Z"},
}])

# The document with kinds and effects.
doing(kinds, effects) := json.patch(document, [
	{"op": "replace", "path": "/statement/kinds", "value": kinds},
	{"op": "replace", "path": "/statement/effects", "value": effects},
])

flagged(doc, flag) := json.patch(doc, [{"op": "replace", "path": sprintf("/statement/flags/%s", [flag]), "value": true}])

# The rules that refused.
rules(denials) := {denial.rule | some denial in denials}
