package gatehouse_test.lib.columns

import data.gatehouse.lib.columns
import data.gatehouse_test.testing

_ssn := {"schema": "Public", "table": "customers", "name": "SSN", "uses": ["output"], "sensitive": []}

test_success_names_are_compared_without_case if {
	columns.named(_ssn, ["public.customers.ssn"])
	columns.named(_ssn, ["PUBLIC.*.Ssn"])
}

test_fail_another_part if {
	not columns.named(_ssn, ["crm.customers.ssn", "public.people.ssn", "public.customers.email"])
	not columns.named(_ssn, [])
}

test_success_a_name_that_is_left_out_may_be_any if {
	columns.named(object.union(_ssn, {"schema": ""}), ["crm.customers.ssn"])
}

test_success_a_table_of_which_nobody_knows_the_columns if {
	orders := {"schema": "public", "name": "orders", "access": ["read"]}
	columns.unread(orders, ["public.orders.note"]) with input as testing.document
	not columns.unread(orders, ["public.customers.ssn"]) with input as testing.document
	not columns.unread(object.union(orders, {"access": ["write"]}), ["public.orders.note"]) with input as testing.document
}

test_fail_a_table_whose_columns_are_known if {
	orders := {"schema": "public", "name": "orders", "access": ["read"]}
	resolved := json.patch(testing.document, [{"op": "add", "path": "/statement/flags/resolved", "value": true}])
	known := json.patch(testing.document, [{
		"op": "add",
		"path": "/statement/columns/-",
		"value": {"schema": "public", "table": "orders", "name": "id", "uses": ["output"], "sensitive": []},
	}])
	not columns.unread(orders, ["public.orders.note"]) with input as resolved
	not columns.unread(orders, ["public.orders.note"]) with input as known
}
