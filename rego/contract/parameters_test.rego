package gatehouse_test.contract.parameters

import data.gatehouse.contract.parameters

test_success_the_shipped_ones if parameters.faults == set()

test_success_none_at_all if parameters.faults == set() with data.gatehouse.parameters as {}

test_fail_each_slip_is_named if {
	every written, fault in {
		"{\"bogus\": {}}": "parameters.bogus is not known",
		"{\"production\": \"prod\"}": "parameters.production is not a list of names",
		"{\"destructive\": {\"on\": \"production\"}}": "parameters.destructive.on is not a list of names",
		"{\"destructive\": {\"exept\": []}}": "parameters.destructive.exept is not known",
		"{\"agents\": {\"limit_rows\": -1}}": "parameters.agents.limit_rows is not a whole number",
		"{\"agents\": {\"timeout\": \"soon\"}}": "parameters.agents.timeout is not a duration such as 30s",
		"{\"agents\": {\"effects\": [\"reed\"]}}": "parameters.agents.effects is not a list of effects",
		"{\"sensitive\": {\"columns\": [\"ssn\"]}}": "parameters.sensitive.columns is not a list of schema.table.column",
		"{\"masking\": {\"kinds\": {\"e-mail\": \"redact\"}}}": "parameters.masking.kinds is not an object of kinds and masks (partial, hash, redact, null)",
		"{\"masking\": {\"columns\": {\"a.b.c\": \"hide\"}}}": "parameters.masking.columns is not an object of schema.table.column and masks (partial, hash, redact, null)",
		"{\"masking\": {\"strict\": [\"ssn\"]}}": "parameters.masking.strict is not a list of schema.table.column",
		"{\"opaque\": []}": "parameters.opaque is not an object",
		"{\"working_hours\": {\"windows\": [{\"from\": 25}]}}": "parameters.working_hours.windows[].from is not an hour from 0 to 24",
		"{\"working_hours\": {\"windows\": [{\"dayz\": []}]}}": "parameters.working_hours.windows[].dayz is not known",
		"{\"limits\": {\"rules\": [3]}}": "parameters.limits.rules has an entry that is no object",
	} {
		faults := parameters.faults with data.gatehouse.parameters as json.unmarshal(written)
		faults == {fault}
	}
}

test_success_parameters_of_a_pack_of_ones_own if {
	faults := parameters.faults with data.gatehouse.parameters as {"mine": {"x": 1}} with data.gatehouse.packs.mine as {"deny": set()}
	faults == set()
}

test_success_a_pack_that_is_off_is_noted if {
	notes := parameters.notes with data.gatehouse.parameters as {"opaque": {"on": []}}
	"parameters.opaque.on is empty, so the pack is off" in notes
}
