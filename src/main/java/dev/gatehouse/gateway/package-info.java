/// The one place where a query is judged, and the one where a client is let in. What it judges by is in rooms of
/// their own, each of which uses only those before it: `session` (what a session has done to the meaning of names),
/// `reading` (what a text does), `writeback` (masked values that come back), `masking` (what may not be shown).
///
/// May use: everything below.
///
/// Guards: the only road to `Forward` is a permit whose obligations are all bound and which is on the record; any
/// throwable becomes a refusal, which is on the record too; all failed logins say the same.
///
/// Start reading at: [dev.gatehouse.gateway.QueryPath], then [dev.gatehouse.gateway.LoginPath].
@NullMarked
package dev.gatehouse.gateway;

import org.jspecify.annotations.NullMarked;
