package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.gatehouse.wire.ProtocolViolation;

/// The server's "done": at the end of a command, or (with the header `0xFE`) of rows when `CLIENT_DEPRECATE_EOF` is
/// on.
///
/// Shape: `header:int8 affectedRows:lenenc lastInsertId:lenenc status:int16 warnings:int16 [message:string
/// [changes:string]]`; the changes of session state are there with `CLIENT_SESSION_TRACK`, when the status says so
/// ("OK_Packet"; the manual has the message end with the packet where there is no tracking, but servers write a
/// string and clients read one).
///
/// `message` and `changes` are slices of the packet, or empty; lent.
record OkPacket(
        int header, long affectedRows, long lastInsertId, int status, int warnings, ByteBuf message, ByteBuf changes) {
    static final int OK = 0x00;
    static final int END_OF_ROWS = 0xFE;

    /// An OK packet of our own.
    static OkPacket plain(int status) {
        return new OkPacket(OK, 0, 0, status & ~StatusFlags.SESSION_STATE_CHANGED, 0, empty(), empty());
    }

    /// The same without a word of an open cursor.
    OkPacket withoutCursor() {
        return new OkPacket(
                header, affectedRows, lastInsertId, status & ~StatusFlags.CURSOR_EXISTS, warnings, message, changes);
    }

    /// The same with one warning more, and no word of rows that could still be fetched.
    OkPacket ofLessRows() {
        boolean cursor = StatusFlags.has(status, StatusFlags.CURSOR_EXISTS | StatusFlags.LAST_ROW_SENT);
        int over = cursor ? status & ~StatusFlags.CURSOR_EXISTS | StatusFlags.LAST_ROW_SENT : status;
        return new OkPacket(header, affectedRows, lastInsertId, over, Math.min(warnings + 1, 0xFFFF), message, changes);
    }

    /// The end of rows that the server does not end itself.
    static OkPacket endOfRows(int status) {
        int over = status & ~(StatusFlags.SESSION_STATE_CHANGED | StatusFlags.MORE_RESULTS | StatusFlags.CURSOR_EXISTS);
        return new OkPacket(END_OF_ROWS, 0, 0, over, 0, empty(), empty());
    }

    /// Reads a payload that a peer with these `capabilities` wrote. Errors: `ProtocolViolation`.
    static OkPacket read(ByteBuf buffer, int index, int lengthBytes, long capabilities) {
        ByteBuf in = buffer.slice(index, lengthBytes);
        int header = in.readUnsignedByte();
        long affectedRows = LengthEncoded.read(in);
        long lastInsertId = LengthEncoded.read(in);
        if (in.readableBytes() < 4) {
            throw new ProtocolViolation("an OK packet ends early");
        }
        int status = in.readUnsignedShortLE();
        int warnings = in.readUnsignedShortLE();
        ByteBuf message = in.isReadable() ? string(in) : empty();
        boolean changed = MysqlCapabilities.has(capabilities, MysqlCapabilities.SESSION_TRACK)
                && StatusFlags.has(status, StatusFlags.SESSION_STATE_CHANGED)
                && in.isReadable();
        return new OkPacket(
                header, affectedRows, lastInsertId, status, warnings, message, changed ? string(in) : empty());
    }

    /// Appends the payload as a peer with these `capabilities` reads it.
    void write(ByteBuf out, long capabilities) {
        boolean track = MysqlCapabilities.has(capabilities, MysqlCapabilities.SESSION_TRACK);
        boolean changed = track && changes.isReadable();
        out.writeByte(header);
        LengthEncoded.write(out, affectedRows);
        LengthEncoded.write(out, lastInsertId);
        out.writeShortLE(changed ? status : status & ~StatusFlags.SESSION_STATE_CHANGED);
        out.writeShortLE(warnings);
        if (message.isReadable() || changed) {
            string(out, message);
            if (changed) {
                string(out, changes);
            }
        }
    }

    private static ByteBuf string(ByteBuf in) {
        return in.readSlice(Math.max(0, LengthEncoded.readLength(in)));
    }

    private static void string(ByteBuf out, ByteBuf text) {
        LengthEncoded.write(out, text.readableBytes());
        out.writeBytes(text, text.readerIndex(), text.readableBytes());
    }

    private static ByteBuf empty() {
        return Unpooled.EMPTY_BUFFER;
    }
}
