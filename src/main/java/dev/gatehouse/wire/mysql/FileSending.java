package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.mysql.PacketSink.Shown;

/// `LOAD DATA LOCAL`: within its answer the server asks for a file, and the client sends it, up to an empty packet
/// ("LOCAL INFILE Request"). Both legs count on through each other's packets.
///
/// A file that the statement does not name is not asked for: the server gets an empty one, and the client our error
/// in place of the request.
final class FileSending {
    private static final Refusal UNNAMED =
            new Refusal.Denied("The server asks for a file that the statement does not name.", "");

    private final MysqlSession session;
    private final ClientAnswer answer;
    private final MysqlPacketDecoder fromClient;
    private final MysqlPacketDecoder fromServer;

    FileSending(MysqlSession session, ClientAnswer answer) {
        this.session = session;
        this.answer = answer;
        this.fromClient = session.client.decoder();
        this.fromServer = session.server.decoder();
    }

    Shown onRequest(ByteBuf request, int payload, int lengthBytes) {
        String name = LocalFile.name(request, payload, lengthBytes);
        boolean agreed = MysqlCapabilities.has(session.client.capabilities(), MysqlCapabilities.LOCAL_FILES);
        if (answer.isSwallowing() || !agreed || !LocalFile.isAskedFor(answer.reply().sql, name)) {
            decline();
            return Shown.TAKEN;
        }
        session.become(MysqlPhase.SENDING_FILE);
        fromClient.numbers().expect(fromServer.numbers().next());
        fromClient.numbers().shift(-fromServer.numbers().shift());
        fromClient.release();
        return Shown.PASSES;
    }

    private void decline() {
        int asked = answer.sequence() - fromServer.numbers().shift();
        fromServer.cut();
        ByteBuf empty = MysqlPackets.start(session.server.channel().alloc(), 0);
        session.server.leg().write(MysqlPackets.finish(empty, asked + 1));
        fromServer.numbers().expect(asked + 2 & 0xFF);
        if (!answer.isSwallowing()) {
            answer.refuse(UNNAMED, answer.sequence());
        }
    }

    /// The client's turn has ended.
    void onEnd() {
        session.become(MysqlPhase.ANSWERING);
        fromClient.hold();
        fromServer.numbers().expect(fromClient.numbers().next());
    }
}
