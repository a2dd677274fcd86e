package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;

import dev.gatehouse.wire.Leg;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerError;

/// The client side of a session, logged in.
///
/// @param capabilities what both sides of this leg agreed on
record ClientLeg(MysqlPacketDecoder decoder, Leg leg, long capabilities) {
    Channel channel() {
        return leg.channel();
    }

    ByteBufAllocator alloc() {
        return channel().alloc();
    }

    void ok(int status, int sequence) {
        leg.write(MysqlPackets.finish(written(OkPacket.plain(status)), sequence));
    }

    private io.netty.buffer.ByteBuf written(OkPacket ok) {
        var out = MysqlPackets.start(alloc(), 16);
        ok.write(out, capabilities);
        return out;
    }

    void error(ServerError error, int sequence) {
        leg.write(MysqlErrors.packet(alloc(), error, sequence));
    }

    /// Sends the error for `refusal` with the number `sequence`, and closes.
    void close(Refusal refusal, int sequence) {
        error(MysqlErrors.of(refusal), sequence);
        leg.closeWhenSent();
    }
}
