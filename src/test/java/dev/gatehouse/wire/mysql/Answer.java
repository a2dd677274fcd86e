package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import static dev.gatehouse.wire.mysql.Packets.packet;

/// The packets of an answer, numbered in a row.
final class Answer {
    final ByteBuf bytes = Unpooled.buffer();
    private int sequence;

    Answer(int sequence) {
        this.sequence = sequence;
    }

    Answer add(byte... payload) {
        bytes.writeBytes(packet(sequence++, payload));
        return this;
    }

    Answer add(int... payload) {
        byte[] octets = new byte[payload.length];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) payload[i];
        }
        return add(octets);
    }

    Answer eof(int status) {
        return add(0xFE, 0, 0, status, 0);
    }

    Answer ok(int status) {
        return add(0xFE, 0, 0, status, 0, 0, 0);
    }
}
