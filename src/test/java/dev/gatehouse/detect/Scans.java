package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A scan, told as people read it: `email john@example.com`.
final class Scans {
    private static final int AROUND = 3;

    private Scans() {}

    static List<String> of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The bytes before and after the text would make findings of it if they were read.
    static List<String> of(byte[] bytes) {
        byte[] text = new byte[bytes.length + 2 * AROUND];
        java.util.Arrays.fill(text, (byte) '9');
        System.arraycopy(bytes, 0, text, AROUND, bytes.length);
        ValueScanner scanner = new ValueScanner();
        int count = scanner.scan(text, AROUND, AROUND + bytes.length);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int start = scanner.start(i);
            String value = new String(text, start, scanner.end(i) - start, StandardCharsets.UTF_8);
            found.add(scanner.kind(i).word() + " " + value);
        }
        return found;
    }
}
