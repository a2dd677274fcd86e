package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Bodies of `DataRow` messages to measure with.
final class Rows {
    private Rows() {}

    static ByteBuf row(int columns, int cellBytes) {
        ByteBuf body = Unpooled.buffer().writeShort(columns);
        for (int column = 0; column < columns; column++) {
            body.writeInt(cellBytes);
            for (int index = 0; index < cellBytes; index++) {
                body.writeByte('a' + (column + index) % 26);
            }
        }
        return body;
    }

    /// Whole messages that fit into `lengthBytes`.
    static ByteBuf messages(int columns, int cellBytes, int lengthBytes) {
        ByteBuf out = Unpooled.buffer(lengthBytes);
        int total = PgFrameDecoder.HEADER_BYTES + 2 + columns * (4 + cellBytes);
        while (out.readableBytes() + total <= lengthBytes) {
            ByteBuf body = row(columns, cellBytes);
            out.writeByte('D').writeInt(total - 1).writeBytes(body);
            body.release();
        }
        return out;
    }
}
