package dev.gatehouse.wire.mysql;

import java.util.concurrent.CompletableFuture;

import dev.gatehouse.wire.Ruling;

/// Where a session stands between its client's commands. What the client sends in another phase than [Ready],
/// [SendingFile] and [ChangingUser] waits, undecoded; only in [Ready] is a packet a command, and comes in by the
/// door that [MysqlCommand] has for it. A test walks all bytes in each of them.
///
/// ```
/// Ready → Judging (→ Preparing) → Answering → Ready      Answering → SendingFile → Answering      Answering → Settling
// → Ready
/// Ready → ChangingUser → Opening → Ready   any → Closed
/// ```
sealed interface MysqlPhase {
    Ready READY = new Ready();
    Answering ANSWERING = new Answering();
    SendingFile SENDING_FILE = new SendingFile();
    Settling SETTLING = new Settling();
    Opening OPENING = new Opening();
    Closed CLOSED = new Closed();

    /// The next packet is a command.
    record Ready() implements MysqlPhase {}

    /// The gate is ruling.
    record Judging(HeldStatement held, CompletableFuture<Ruling> ruling) implements MysqlPhase {}

    /// The statement may run; the server is brought to where it may, by statements of ours.
    record Preparing(HeldStatement held, MysqlReply reply) implements MysqlPhase {}

    /// The server's answer is coming.
    record Answering() implements MysqlPhase {}

    /// The client sends the file that the server asked for: every packet is data and goes on unseen, the empty one
    /// is the last. A packet numbered out of order is refused, and so is whatever the server says but an error.
    record SendingFile() implements MysqlPhase {}

    /// The answer has come, and a cancel request is still on its way, which must not hit the next command.
    record Settling() implements MysqlPhase {}

    /// `COM_CHANGE_USER`: every packet belongs to the login, and none reaches the server. One numbered out of order
    /// is refused.
    record ChangingUser(MysqlChangeUser login) implements MysqlPhase {}

    /// A server leg is dialled, or set up anew.
    record Opening() implements MysqlPhase {}

    record Closed() implements MysqlPhase {}
}
