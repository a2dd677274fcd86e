package gatehouse_test.lib.document

import data.gatehouse.lib.document
import data.gatehouse_test.testing

test_success_the_whole_document if document.well_formed with input as testing.document

test_fail_each_part_is_needed if {
	every part in ["subject", "target", "statement"] {
		not document.well_formed with input as object.remove(testing.document, [part])
	}
}

test_fail_an_empty_subject if {
	doc := json.patch(testing.document, [{"op": "replace", "path": "/subject/id", "value": ""}])
	not document.well_formed with input as doc
}
