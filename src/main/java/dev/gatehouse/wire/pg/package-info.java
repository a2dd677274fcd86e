/// PostgreSQL's protocol 3.0 to 3.2 on both legs: the codec, the two logins, the session.
///
/// May use: `wire`, `wire.row`.
///
/// Guards: no statement byte reaches the server before `Forward`; replies keep the order of the requests, ours
/// included; a refusal leaves the server where a failed statement would have left it; a text is judged as the
/// server will read it; what is prepared under one text is not executed under another; messages that are not on the
/// list of [dev.gatehouse.wire.pg.PgSideDoors] end the session.
///
/// Side doors with a message of their own stand in that list. Those that come in a statement's text are *judged*
/// like any other: COPY in and out, cursors and FETCH, SQL's PREPARE and EXECUTE, CALL and DO, EXPLAIN, SET and
/// `set_config`, LISTEN and NOTIFY. *Refused*: replication, COPY BOTH, `FunctionCall`, `Execute` of what SQL
/// prepared or declared, start-up parameters that take effect without a statement
/// ([dev.gatehouse.wire.pg.StartupParameters]), client encodings in which a quote may hide. *Not seen*: what a
/// function does inside the server, such as `EXECUTE 'set …'` in PL/pgSQL; who may call such functions is the
/// policy's to say.
///
/// Start reading at: [dev.gatehouse.wire.pg.PgSession] with the manual's "Message Flow" open, then
/// [dev.gatehouse.wire.pg.ClientSide] and [dev.gatehouse.wire.pg.ServerSide].
@NullMarked
package dev.gatehouse.wire.pg;

import org.jspecify.annotations.NullMarked;
