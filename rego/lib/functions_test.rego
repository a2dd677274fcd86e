package gatehouse_test.lib.functions

import data.gatehouse.lib.functions
import data.gatehouse_test.testing

test_success_what_came_with_the_server if {
	functions.unseen == set() with input as _calling(["upper", "pg_catalog.lower", "@v", "@a.b", "sys.format_bytes"])
}

test_fail_what_people_have_made if {
	functions.unseen == {"public.f1", "shop.f1"} with input as _calling(["public.f1", "shop.f1", "upper"])
}

test_success_what_was_vetted if {
	functions.unseen == {"public.other"} with input as _calling(["public.slug", "geo.near", "public.other"])
		with data.gatehouse.parameters as {"functions": {"vetted": ["public.slug", "GEO.*"]}}
}

_calling(names) := json.patch(testing.document, [{"op": "replace", "path": "/statement/functions", "value": names}])
