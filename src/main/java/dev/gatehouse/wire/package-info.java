/// Sockets, frames and legs: asks a gate, obeys a ruling.
///
/// May use: `wire.row`.
///
/// Guards: no statement byte reaches the server before `Forward`; replies keep the order of the requests, ours
/// included; every buffer has one owner; an unknown or out-of-phase message is refused, never forwarded; one
/// session, one event loop, no locks.
///
/// Start reading at: [dev.gatehouse.wire.WireProtocol], then [dev.gatehouse.wire.StatementGate].
@NullMarked
package dev.gatehouse.wire;

import org.jspecify.annotations.NullMarked;
