/// Tells masked values when they come back: a client that was shown a row with masks and writes the whole of it
/// would put them in the place of the true values.
///
/// May use: `sql`, `mask`, `wire`; no other room of the gateway.
///
/// Guards: every form that a mask leaves is known here, in texts and in parameters of each format; what cannot be
/// read may be any of them.
///
/// Start reading at: [dev.gatehouse.gateway.writeback.Brought], then
/// [dev.gatehouse.gateway.writeback.MaskedForms].
@NullMarked
package dev.gatehouse.gateway.writeback;

import org.jspecify.annotations.NullMarked;
