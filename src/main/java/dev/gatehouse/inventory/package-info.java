/// Which columns of a target hold sensitive values, and by what evidence.
///
/// May use: `sql`, `catalog`, `detect`.
///
/// Guards: evidence only adds up: what one source calls sensitive no other one clears; what is known of values is
/// never a value, in memory or in a file.
///
/// Start reading at: [dev.gatehouse.inventory.SensitiveColumns].
@NullMarked
package dev.gatehouse.inventory;

import org.jspecify.annotations.NullMarked;
