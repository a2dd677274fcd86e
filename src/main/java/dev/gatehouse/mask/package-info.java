/// Masks over the bytes of cells, for each column type of both protocols, in text and in binary form.
///
/// May use: `wire` (only for its `Secret`), `wire.row`, `detect`.
///
/// Guards: a masked cell still parses as its column's type and format; NULL stays NULL; a mask that cannot serve a
/// column says so when it is planned.
///
/// Start reading at: [dev.gatehouse.mask.MaskCatalog].
@NullMarked
package dev.gatehouse.mask;

import org.jspecify.annotations.NullMarked;
