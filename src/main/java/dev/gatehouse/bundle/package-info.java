/// Where policies come from: a folder, a file, a server, or the program itself; which one is in force; and the
/// versions that were.
///
/// May use: [dev.gatehouse.rego], [dev.gatehouse.audit], and [dev.gatehouse.wire.Secret].
///
/// Guards: what does not load, verify, or have sound parameters never replaces what is in force; a statement in
/// flight is judged by one revision; every load and every refusal is on the record.
///
/// Start reading at: [dev.gatehouse.bundle.PolicyInForce], then [dev.gatehouse.bundle.PolicyLoader].
@NullMarked
package dev.gatehouse.bundle;

import org.jspecify.annotations.NullMarked;
