package dev.gatehouse.gateway;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

import dev.gatehouse.detect.ValueScanner;
import dev.gatehouse.mask.KindMasks;

/// Takes out of a text what is sensitive by its content. Threads: any.
record TextScan(KindMasks masks) implements UnaryOperator<String> {
    private static final byte[] GONE = {'*', '*', '*'};

    @Override
    public String apply(String text) {
        if (text.isEmpty()) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ValueScanner scanner = new ValueScanner();
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream(bytes.length);
        int shown = 0;
        int from = 0;
        int found;
        do {
            found = scanner.scan(bytes, from, bytes.length);
            for (int i = 0; i < found; i++) {
                if (masks.of(scanner.kind(i)).isPresent()) {
                    out.write(bytes, shown, scanner.start(i) - shown);
                    out.writeBytes(GONE);
                    shown = scanner.end(i);
                }
                from = scanner.end(i);
            }
        } while (found > 0);
        out.write(bytes, shown, bytes.length - shown);
        return out.toString(StandardCharsets.UTF_8);
    }
}
