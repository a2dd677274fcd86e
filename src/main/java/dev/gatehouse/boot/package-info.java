/// Builds everything with `new` from the settings, starts, drains.
///
/// May use: everything but the commands, which use it.
///
/// Guards: what was opened is closed in reverse, also when a later part cannot be opened; what sessions still have
/// to say at the end reaches the record before it closes.
///
/// Start reading at: [dev.gatehouse.boot.Wiring], then [dev.gatehouse.boot.Lifecycle]; for the demo,
/// [dev.gatehouse.boot.demo.Shop].
@NullMarked
package dev.gatehouse.boot;

import org.jspecify.annotations.NullMarked;
