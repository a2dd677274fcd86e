/// Metrics hung on the seams: decorators that count and time what passes the gates.
///
/// May use: wire, gateway, audit.
///
/// Guards: a metric never changes an answer, and no name of a person or text of a statement becomes a tag.
///
/// Start reading at: [dev.gatehouse.telemetry.MeteredGates].
@NullMarked
package dev.gatehouse.telemetry;

import org.jspecify.annotations.NullMarked;
