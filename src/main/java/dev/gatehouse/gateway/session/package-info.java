/// What a session has done that no catalogue shows and on which the meaning of its next text depends: temporary
/// tables, what an open transaction has changed, where names are looked up, what stands under the names of prepared
/// statements and cursors.
///
/// May use: `sql`, `catalog`, `inventory`, `wire`.
///
/// Guards: a name means what it means to the server, or nobody claims to know; what is forgotten for room is
/// unknown from then on, never as it was before.
///
/// Start reading at: [dev.gatehouse.gateway.session.SessionScope], then
/// [dev.gatehouse.gateway.session.TemporaryTables].
@NullMarked
package dev.gatehouse.gateway.session;

import org.jspecify.annotations.NullMarked;
