package gatehouse_test.lib.target

import data.gatehouse.lib.target
import data.gatehouse_test.testing

test_success_production if target.production with input as testing.document

test_success_production_in_either_case if {
	doc := json.patch(testing.document, [{"op": "replace", "path": "/target/labels/environment", "value": "Production"}])
	target.production with input as doc
}

test_success_production_however_the_label_is_written if {
	every labels in [{"Environment": "PROD"}, {"ENVIRONMENT ": " Production\t"}, {"owner": "x", "environment": "prod"}] {
		doc := json.patch(testing.document, [{"op": "replace", "path": "/target/labels", "value": labels}])
		target.production with input as doc
	}
}

test_success_names_of_production_in_either_case if {
	doc := json.patch(testing.document, [{"op": "replace", "path": "/target/labels/environment", "value": "live"}])
	target.production with input as doc with data.gatehouse.parameters as {"production": ["Live"]}
}

test_success_production_without_parameters if {
	target.production with input as testing.document with data.gatehouse.parameters as {}
}

test_success_production_when_parameters_are_no_list if {
	target.production with input as testing.document with data.gatehouse.parameters as {"production": "production"}
}

test_fail_staging if not target.production with input as testing.elsewhere(testing.document)

test_fail_without_labels if {
	doc := json.patch(testing.document, [{"op": "replace", "path": "/target/labels", "value": {}}])
	not target.production with input as doc
}
