package dev.gatehouse.detect;

import java.util.Arrays;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.support.FuzzSeeds;

import static org.assertj.core.api.Assertions.assertThat;

/// The scanner on arbitrary bytes: no exception, nothing read beside the part, findings in order and apart.
class ValueScannerFuzz {
    private static final int AROUND = 8;

    private final ValueScanner scanner = new ValueScanner();

    static Stream<Arguments> texts() {
        return FuzzSeeds.of("value-scanner");
    }

    @MethodSource("texts")
    @FuzzTest
    void scan(byte[] input) {
        byte[] wide = new byte[input.length + 2 * AROUND];
        Arrays.fill(wide, (byte) '7');
        System.arraycopy(input, 0, wide, AROUND, input.length);

        int count = scanner.scan(wide, AROUND, AROUND + input.length);

        int last = AROUND;
        for (int i = 0; i < count; i++) {
            assertThat(scanner.start(i)).isGreaterThanOrEqualTo(last);
            assertThat(scanner.end(i)).isGreaterThan(scanner.start(i));
            last = scanner.end(i);
        }
        assertThat(last).isLessThanOrEqualTo(AROUND + input.length);
        assertThat(new ValueScanner().scan(input, 0, input.length)).isEqualTo(count);
    }
}
