/// The client/server protocol of MySQL and MariaDB: both handshakes, the command phase, results.
///
/// May use: `wire`, `wire.row`.
///
/// Guards: no statement reaches the server before its ruling; a command that is not on [MysqlCommand]'s list is
/// refused; one command is at the server at a time, so that replies keep the order of the commands, ours included;
/// a refusal leaves the transaction as it is; a server gets no file that the statement does not name.
///
/// Side doors. *Judged*: `COM_QUERY` (several statements in one text are one text), `COM_STMT_PREPARE` and again
/// `COM_STMT_EXECUTE`, `COM_INIT_DB` as `USE`, `COM_FIELD_LIST` as a read of the table. *Passed*: `COM_PING`,
/// `COM_STATISTICS`, `COM_SET_OPTION`, `COM_RESET_CONNECTION` (after which the server's reports are asked for
/// anew), `COM_STMT_SEND_LONG_DATA` (into the digest of the parameters), `COM_STMT_FETCH` (under the plan of the
/// execution), `COM_STMT_RESET`, `COM_STMT_CLOSE`. *Ours*: `COM_QUIT`; `COM_CHANGE_USER`, a new login with a new
/// server leg; `COM_PROCESS_KILL` and a `KILL` that stands alone in its text, for thread ids that we gave to the
/// same owner (inside a text of several statements it is judged like any other; `CONNECTION_ID()` tells the
/// server's number, not ours). *Refused*: every other byte, among them the replication commands,
/// `COM_PROCESS_INFO`, `COM_SHUTDOWN`, `COM_DEBUG`, `COM_REFRESH`, `COM_CREATE_DB`, `COM_DROP_DB` and MariaDB's
/// `COM_STMT_BULK_EXECUTE`. Never agreed on: compression, MariaDB's extended
/// capabilities but that of extended metadata.
///
/// Differences to a direct connection: several servers behind one listener greet as one (`FleetGreeting`); the
/// server reports more session variables than it was asked for by the client, and its
/// `session_track_system_variables` shows it; a text in another character set than UTF-8, latin1 or ASCII is read
/// only as far as it is ASCII.
///
/// Start reading at: [dev.gatehouse.wire.mysql.MysqlProtocol], then `MysqlSession`.
@NullMarked
package dev.gatehouse.wire.mysql;

import org.jspecify.annotations.NullMarked;
