/// Columns and cells as bytes.
///
/// May use: nothing of ours.
///
/// Guards: a masked cell still parses as its column's type and format; NULL stays NULL.
///
/// Start reading at: [dev.gatehouse.wire.row.CellEdit].
@NullMarked
package dev.gatehouse.wire.row;

import org.jspecify.annotations.NullMarked;
