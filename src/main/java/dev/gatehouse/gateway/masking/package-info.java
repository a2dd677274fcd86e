/// What of an answer somebody may not see as it is: which mask each output gets, what servers may say of an error,
/// and which texts would undo masks.
///
/// May use: `gateway.writeback`, `gateway.reading`, `gateway.session`, and what is below the gateway.
///
/// Guards: a value goes out as it is only where all that it draws on is known and may be seen; what cannot be told,
/// or fails, is not shown.
///
/// Start reading at: [dev.gatehouse.gateway.masking.Masking], then [dev.gatehouse.gateway.masking.MaskBinder].
@NullMarked
package dev.gatehouse.gateway.masking;

import org.jspecify.annotations.NullMarked;
