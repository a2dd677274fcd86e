package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Messages as bytes, of either side.
final class Messages {
    private Messages() {}

    static ByteBuf message(char kind, byte... body) {
        return Unpooled.buffer().writeByte(kind).writeInt(body.length + 4).writeBytes(body);
    }

    static ByteBuf query(String sql) {
        return message('Q', (sql + "\0").getBytes(StandardCharsets.UTF_8));
    }

    static ByteBuf parse(String name, String sql) {
        return message('P', (name + "\0" + sql + "\0\0\0").getBytes(StandardCharsets.UTF_8));
    }

    /// Well formed where the kind has a form.
    static ByteBuf valid(char kind) {
        return switch (kind) {
            case 'Q' -> query("select 1");
            case 'P' -> parse("", "select 1");
            case 'B' -> message('B', new byte[8]);
            case 'E' -> message('E', new byte[5]);
            case 'D', 'C' -> message(kind, (byte) 'S', (byte) 0);
            case 'p' -> message('p', (byte) 'x', (byte) 0);
            default -> message(kind);
        };
    }

    static ByteBuf validFromServer(char kind) {
        return switch (kind) {
            case 'Z' -> message('Z', (byte) 'I');
            case 'S' -> message('S', (byte) 'a', (byte) 0, (byte) 'b', (byte) 0);
            case 'E', 'N' -> message(kind, (byte) 'C', (byte) 'x', (byte) 0, (byte) 0);
            case 'C' -> message('C', (byte) 'x', (byte) 0);
            case 'A' -> message('A', new byte[] {0, 0, 0, 7, 'c', 0, 'p', 0});
            default -> message(kind, (byte) 0, (byte) 0);
        };
    }

    /// `RowDescription` of one column of text.
    static ByteBuf oneColumn() {
        return columns(1);
    }

    /// The same of several, all by the name `a`.
    static ByteBuf columns(int count) {
        byte[] body = new byte[2 + count * (2 + 18)];
        body[1] = (byte) count;
        for (int column = 0; column < count; column++) {
            body[2 + column * (2 + 18)] = 'a';
        }
        return message('T', body);
    }

    static ByteBuf oneCell(String value) {
        byte[] text = value.getBytes(StandardCharsets.US_ASCII);
        return message(
                'D',
                Unpooled.buffer()
                        .writeShort(1)
                        .writeInt(text.length)
                        .writeBytes(text)
                        .capacity(6 + text.length)
                        .array());
    }

    static ByteBuf startup(String user) {
        byte[] body = ("user\0" + user + "\0\0").getBytes(StandardCharsets.UTF_8);
        return Unpooled.buffer().writeInt(body.length + 8).writeInt(3 << 16).writeBytes(body);
    }
}
