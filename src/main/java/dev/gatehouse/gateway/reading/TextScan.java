package dev.gatehouse.gateway.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.detect.ValueScanner;
import dev.gatehouse.mask.KindMasks;

/// Takes out of a text what is sensitive by its content. Threads: any.
///
/// @param hides the kinds that go
/// @param mark what stands in the place of each
public record TextScan(Predicate<SensitiveKind> hides, String mark) implements UnaryOperator<String> {
    private static final ThreadLocal<ValueScanner> SCANNERS = ThreadLocal.withInitial(ValueScanner::new);

    /// What is masked so.
    public TextScan(KindMasks masks) {
        this(kind -> masks.of(kind).isPresent(), "***");
    }

    /// Whether there is anything to take out.
    boolean finds(String text) {
        return rest(text) != null;
    }

    @Override
    public String apply(String text) {
        String rest = rest(text);
        return rest == null ? text : rest;
    }

    /// What is left of it; null where nothing goes.
    private @Nullable String rest(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ValueScanner scanner = SCANNERS.get();
        ByteArrayOutputStream out = null;
        int shown = 0;
        int from = 0;
        int found;
        do {
            found = scanner.scan(bytes, from, bytes.length);
            for (int i = 0; i < found; i++) {
                if (hides.test(scanner.kind(i))) {
                    out = out == null ? new ByteArrayOutputStream(bytes.length) : out;
                    out.write(bytes, shown, scanner.start(i) - shown);
                    out.writeBytes(mark.getBytes(StandardCharsets.US_ASCII));
                    shown = scanner.end(i);
                }
                from = scanner.end(i);
            }
        } while (found > 0);
        if (out == null) {
            return null;
        }
        out.write(bytes, shown, bytes.length - shown);
        return out.toString(StandardCharsets.UTF_8);
    }
}
