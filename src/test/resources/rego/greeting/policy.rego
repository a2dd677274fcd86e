package gatehouse
default decision := {"allow": false}
decision := {"allow": true, "n": count(data.x.list)} if input.user.name == "anna"
