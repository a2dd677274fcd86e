/// The configuration, from keys and texts to settings with types.
///
/// May use: the packages whose settings it makes.
///
/// Guards: all faults are found and listed at once, each with its key and a remedy; a key that nobody knows is a
/// fault; no secret is echoed; a listener that is neither on loopback nor encrypted does not open by accident.
///
/// Start reading at: [dev.gatehouse.config.SettingsReader], then [dev.gatehouse.config.Settings].
@NullMarked
package dev.gatehouse.config;

import org.jspecify.annotations.NullMarked;
