package dev.gatehouse.wire.mysql;

import io.netty.channel.Channel;

import dev.gatehouse.wire.Leg;

/// The server side of a session, logged in and set up.
///
/// @param capabilities what both sides of this leg agreed on
/// @param threadId the server's own number for the connection
record ServerLeg(MysqlPacketDecoder decoder, Leg leg, long capabilities, int threadId, ServerState state) {
    Channel channel() {
        return leg.channel();
    }
}
