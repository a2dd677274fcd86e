package dev.gatehouse.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

import dev.gatehouse.wire.Parameters;

/// Bound values as tests write them: a text, `null`, or `type:hex` of a binary one behind `\`.
record BoundTexts(List<String> values) implements Parameters {
    static BoundTexts of(String... values) {
        return new BoundTexts(List.of(values));
    }

    @Override
    public int count() {
        return values.size();
    }

    @Override
    public void bytes(Consumer<ByteBuffer> visitor) {
        values.forEach(value -> visitor.accept(bytes("\0\0\0\1" + value)));
    }

    @Override
    public void values(Visitor visitor) {
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (value.equals("null")) {
                visitor.onNull(i);
            } else if (value.startsWith("\\")) {
                String[] binary = value.substring(1).split(":", 2);
                byte[] bytes = HexFormat.of().parseHex(binary[1]);
                visitor.onBinary(i, Integer.parseInt(binary[0]), ByteBuffer.wrap(bytes));
            } else {
                visitor.onText(i, bytes(value));
            }
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
