package gatehouse

default decision := {"allow": false}

decision := {
	"allow": true,
	"text": sprintf("%s has %d", [lower(input.user.name), count(data.x.list)]),
	"name": input.user.name,
	"letters": count(input.user.name),
	"hash": hash,
}

hash := crypto.sha256(input.user.name)

decision := {"allow": false, "undefined": true} if {
	input.user
	not hash
}
