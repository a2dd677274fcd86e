package dev.gatehouse.support;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import dev.gatehouse.wire.Parameters;

/// Writes down the values of parameters as it is told them, a line each, with their bytes in hex.
public record ToldValues(List<String> lines) implements Parameters.Visitor {
    /// Has been told nothing yet.
    public ToldValues() {
        this(new ArrayList<>());
    }

    @Override
    public void onNull(int index) {
        lines.add(index + " null");
    }

    @Override
    public void onText(int index, ByteBuffer text) {
        lines.add(index + " text " + hex(text));
    }

    @Override
    public void onBinary(int index, int type, ByteBuffer bytes) {
        lines.add(index + " binary " + type + " " + hex(bytes));
    }

    @Override
    public void onUnread(int index) {
        lines.add(index + " unread");
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
