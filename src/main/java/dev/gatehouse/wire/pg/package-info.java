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
/// Rows, and the lines of copies to the client, that are masked are rewritten where they lie, in the buffer that
/// was read; only a row that grows is written anew. No row of a statement whose watch wants to plan rows passes
/// before there is a plan: by the server's own `RowDescription`, or for an `Execute` by what it has said of the
/// prepared statement, which is asked for once, behind its `Parse`. `FETCH`, `EXECUTE`, `SHOW` and the like may
/// have other columns each time, and are asked for before each execution. Notifications go by the gate. Errors and
/// notices have the words of their statement's watch; those that come while no statement is answered, such as at
/// the end of a transaction, those of the last watch that planned rows.
///
/// Start reading at: [dev.gatehouse.wire.pg.PgSession] with the manual's "Message Flow" open, then
/// [dev.gatehouse.wire.pg.ClientSide] and [dev.gatehouse.wire.pg.ServerSide].
@NullMarked
package dev.gatehouse.wire.pg;

import org.jspecify.annotations.NullMarked;
