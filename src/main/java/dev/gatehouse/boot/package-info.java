/// Reads the configuration, builds everything with `new`, starts, drains.
///
/// May use: everything.
///
/// Guards: a fault in the configuration stops the start, all faults listed at once; no secret is echoed; a listener
/// that is neither on loopback nor encrypted does not open by accident.
///
/// Start reading at: [dev.gatehouse.boot.demo.Shop] for the demo.
@NullMarked
package dev.gatehouse.boot;

import org.jspecify.annotations.NullMarked;
