package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

/// An ERR packet that ends a login: `0xff:int8 code:int16 ['#' state:5] message:*` ("ERR_Packet").
///
/// @param message cut short and made printable, for the log
record ServerErrorPacket(int code, String message) {
    private static final int MAX_MESSAGE = 300;

    static ServerErrorPacket parse(ByteBuf in) {
        LoginFields.require(in, 3);
        in.skipBytes(1);
        int code = in.readUnsignedShortLE();
        String text = in.toString(in.readerIndex(), Math.min(in.readableBytes(), MAX_MESSAGE), StandardCharsets.UTF_8);
        return new ServerErrorPacket(code, text.replaceAll("\\p{Cntrl}", "?"));
    }

    @Override
    public String toString() {
        return "error " + code + ": " + message;
    }
}
