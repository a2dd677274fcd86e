package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/// Packets of the command phase as a server of protocol 4.1 sends them, for tests that need many.
final class Packets {
    private static final int COLUMNS = 4;

    private Packets() {}

    static ByteBuf query() {
        return packet(
                0, "\3select abalance from pgbench_accounts where aid = 4711".getBytes(StandardCharsets.US_ASCII));
    }

    /// Count, definitions and the EOF behind them: numbers 1 to 6.
    static ByteBuf head() {
        ByteBuf out = Unpooled.buffer().writeBytes(packet(1, new byte[] {COLUMNS}));
        for (int column = 0; column < COLUMNS; column++) {
            out.writeBytes(packet(2 + column, definition("c" + column)));
        }
        return out.writeBytes(eof(2 + COLUMNS));
    }

    /// A whole result set of text rows.
    static ByteBuf result(int rows) {
        ByteBuf out = head();
        int first = 3 + COLUMNS;
        for (int row = 0; row < rows; row++) {
            out.writeBytes(packet(first + row, row(COLUMNS, 10)));
        }
        return out.writeBytes(eof(first + rows));
    }

    /// Rows that fit into `lengthBytes`, numbered from `sequence`.
    static ByteBuf rows(int sequence, int columns, int cellBytes, int lengthBytes) {
        byte[] row = row(columns, cellBytes);
        ByteBuf out = Unpooled.buffer(lengthBytes);
        int number = sequence;
        while (out.readableBytes() + MysqlPacketDecoder.HEADER + row.length <= lengthBytes) {
            out.writeBytes(packet(number++, row));
        }
        return out;
    }

    static byte[] row(int columns, int cellBytes) {
        byte[] row = new byte[columns * (1 + cellBytes)];
        for (int column = 0; column < columns; column++) {
            int at = column * (1 + cellBytes);
            row[at] = (byte) cellBytes;
            for (int index = 1; index <= cellBytes; index++) {
                row[at + index] = (byte) ('a' + (column + index) % 26);
            }
        }
        return row;
    }

    /// The payload of a command: its code, and text whose characters are octets.
    static byte[] command(int code, String text) {
        return ((char) code + text).getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] command(int code, byte... rest) {
        byte[] payload = Arrays.copyOf(new byte[] {(byte) code}, 1 + rest.length);
        System.arraycopy(rest, 0, payload, 1, rest.length);
        return payload;
    }

    static String hex(String text) {
        return ByteBufUtil.hexDump(text.getBytes(StandardCharsets.UTF_8));
    }

    /// `COM_QUERY`.
    static byte[] query(String sql) {
        return command(MysqlCommand.QUERY.code(), sql.getBytes(StandardCharsets.UTF_8));
    }

    static ByteBuf packet(int sequence, byte[] payload) {
        return Unpooled.buffer()
                .writeMediumLE(payload.length)
                .writeByte(sequence)
                .writeBytes(payload);
    }

    private static ByteBuf eof(int sequence) {
        return eof(sequence, 2);
    }

    static ByteBuf eof(int sequence, int status) {
        return packet(sequence, new byte[] {(byte) OkPacket.END_OF_ROWS, 0, 0, (byte) status, 0});
    }

    /// "Column Definition": six names, then twelve bytes of fixed fields.
    static byte[] definition(String name) {
        String shape = "\3def\4shop\1t\1t" + (char) name.length() + name + (char) name.length() + name
                + "\14\55\0\50\0\0\0\375\0\0\0\0\0";
        return shape.getBytes(StandardCharsets.ISO_8859_1);
    }
}
