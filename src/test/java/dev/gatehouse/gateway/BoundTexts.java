package dev.gatehouse.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

import dev.gatehouse.wire.Parameters;

/// Bound values as tests write them: a text, `null`, or `type:hex` of a binary one behind `\`.
public record BoundTexts(List<String> values) implements Parameters {
    public static BoundTexts of(String... values) {
        return new BoundTexts(List.of(values));
    }

    @Override
    public int count() {
        return values.size();
    }

    @Override
    public void bytes(Consumer<ByteBuffer> visitor) {
        for (String value : values) {
            visitor.accept(ByteBuffer.allocate(4).putInt(value.length()).flip());
            visitor.accept(value.startsWith("\\") ? binary(value) : bytes(value));
        }
    }

    @Override
    public void values(Visitor visitor) {
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (value.equals("null")) {
                visitor.onNull(i);
            } else if (value.startsWith("\\")) {
                visitor.onBinary(i, Integer.parseInt(value.substring(1, value.indexOf(':'))), binary(value));
            } else {
                visitor.onText(i, bytes(value));
            }
        }
    }

    private static ByteBuffer binary(String value) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(value.substring(value.indexOf(':') + 1)));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
