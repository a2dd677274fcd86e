package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.Leg;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.mysql.PacketSink.Shown;

/// What the client gets of the server's answer to the command in flight: packets as they came, others in their
/// place, fewer, or, once it has our error, none: the rest of the answer is swallowed.
///
/// Speaks of the packet that the server's decoder is showing. Threads: the session's event loop.
final class ClientAnswer {
    private final MysqlSession session;
    private final Leg client;
    private final ServerLeg server;

    private MysqlReply reply = MysqlReply.unwatched(MysqlCommand.PING);
    private boolean swallowing;

    ClientAnswer(MysqlSession session) {
        this.session = session;
        this.client = session.client.leg();
        this.server = session.server;
    }

    void begin(MysqlReply due) {
        reply = due;
        swallowing = false;
    }

    MysqlReply reply() {
        return reply;
    }

    boolean isSwallowing() {
        return swallowing;
    }

    /// Whether rows of this result were left out.
    boolean hasLessRows() {
        return reply.tally != null && reply.tally.isCut();
    }

    /// The packet's number as the client sees it.
    int sequence() {
        return server.decoder().numbers().current();
    }

    Shown passes() {
        return swallowing ? Shown.TAKEN : Shown.PASSES;
    }

    /// The packet passes, and the answer ends with it.
    Shown last() {
        if (!swallowing) {
            return Shown.LAST;
        }
        end();
        return Shown.TAKEN;
    }

    /// The client gets nothing for the packet, so that the numbers of the later ones are lower by one.
    Shown drop() {
        server.decoder().cut();
        server.decoder().numbers().shift(server.decoder().numbers().shift() - 1);
        return Shown.TAKEN;
    }

    /// The client gets nothing for the packet, and the answer ends with it.
    Shown dropLast() {
        drop();
        end();
        return Shown.TAKEN;
    }

    /// The client gets `packet` instead, which is taken.
    Shown replace(ByteBuf packet) {
        server.decoder().cut();
        if (swallowing) {
            packet.release();
        } else {
            write(packet);
        }
        return Shown.TAKEN;
    }

    /// The client gets `row` (see [MysqlPackets#finish]) instead of a payload of `lengthBytes`.
    Shown replaceRow(ByteBuf row, int lengthBytes) {
        int links = MysqlPackets.links(row.readableBytes() - MysqlPacketDecoder.HEADER);
        ByteBuf packet = MysqlPackets.finish(row, sequence());
        PacketNumbers numbers = server.decoder().numbers();
        numbers.shift(numbers.shift() + links - MysqlPackets.links(lengthBytes));
        return replace(packet);
    }

    /// The client gets `packet` instead, and the answer ends with it.
    Shown replaceLast(ByteBuf packet) {
        replace(packet);
        end();
        return Shown.TAKEN;
    }

    /// The packet passes; behind it comes our error, and no more.
    Shown refuseBehind(int lengthBytes, Refusal refusal) {
        server.decoder().cut();
        write(server.decoder().keep(lengthBytes));
        refuse(refusal, server.decoder().numbers().next());
        return Shown.TAKEN;
    }

    /// The client gets our error with the number `sequence`, and no more.
    void refuse(Refusal refusal, int sequence) {
        write(MysqlErrors.packet(server.channel().alloc(), refusal, sequence));
        reply.refused = true;
        swallowing = true;
    }

    void write(ByteBuf bytes) {
        reply.bytes += bytes.readableBytes();
        client.write(bytes);
    }

    void end() {
        session.onAnswered(reply);
    }
}
