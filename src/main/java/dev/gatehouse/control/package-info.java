/// The control room: the API below `/api/v1`, and the pages for people.
///
/// May use: `control.api`, `gateway`, `policy`, `identity`.
///
/// Guards: never on the way of a query, never on an event loop; nothing is shown of a target without a decision of
/// the policy that is on the record; a failure shows nothing but that it failed.
///
/// Start reading at: [dev.gatehouse.control.TargetsResource].
@NullMarked
package dev.gatehouse.control;

import org.jspecify.annotations.NullMarked;
