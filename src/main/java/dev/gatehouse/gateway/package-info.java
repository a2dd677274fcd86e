/// The one place where a query is judged, and the one where a client is let in.
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
