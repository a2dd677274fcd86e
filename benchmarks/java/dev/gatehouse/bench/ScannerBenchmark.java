package dev.gatehouse.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import dev.gatehouse.detect.ValueScanner;

/// How many bytes one core looks through for sensitive values: an operation is a byte, so that the unit is GB/s.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScannerBenchmark {
    private static final int BYTES = 16 << 10;

    /// What is scanned.
    public enum Text {
        /// A text of sentences, with a date and a number now and then.
        PROSE,
        /// Objects with names, numbers, times and words.
        JSON,
        /// Words, states, numbers: cells of some twenty bytes, each a scan of its own.
        CELLS,
        /// Prose with an address, a card or a telephone number in every hundred bytes.
        FINDINGS
    }

    private static final String PROSE = """
            The parcel left the warehouse on the second of May and was delivered to the neighbour, who signed for it; the
            customer asked whether the remaining items of the order could be sent together with the next one. We agreed to
            wait until Friday. Version 10.15 of the manual explains what happens then, and why nobody has to do anything.
            """;
    private static final String JSON = """
            {"id":18234,"status":"shipped","carrier":"north","weight":12.5,"placed":"2024-05-01T10:11:12Z","items":[{"sku":
            "chair-oak","count":2,"price":129.90},{"sku":"table-oak","count":1,"price":349.00}],"note":"leave at the door",
            "flags":{"gift":false,"express":true},"tags":["furniture","wood","living room"]}
            """;
    private static final String FINDINGS = """
            Please write to ann.smith@example.com before Friday, when the office closes for the rest of the long week.
            The card 4111 1111 1111 1111 was charged twice; the second charge was returned on the same day by the bank.
            Call me on +33 6 12 34 56 78 after five, or leave a word with the neighbour who lives on the second floor.
            """;
    private static final String[] CELLS = {
        "Müller & Sons Limited",
        "shipped to customer",
        "2024-05-01 10:11:12",
        "living room, oak",
        "18234.50",
        "pending review now",
        "north-east warehouse",
        "true"
    };

    @Param
    public Text text;

    private final ValueScanner scanner = new ValueScanner();
    private byte[] bytes = new byte[0];
    private int[] ends = new int[0];

    @Setup
    public void write() {
        List<Integer> cells = new ArrayList<>();
        String each =
                switch (text) {
                    case PROSE -> PROSE;
                    case JSON -> JSON;
                    case FINDINGS -> FINDINGS;
                    case CELLS -> "";
                };
        byte[] whole = new byte[BYTES];
        int at = 0;
        for (int cell = 0; at < BYTES; cell++) {
            byte[] next = (text == Text.CELLS ? CELLS[cell % CELLS.length] : each).getBytes(StandardCharsets.UTF_8);
            int length = Math.min(next.length, BYTES - at);
            System.arraycopy(next, 0, whole, at, length);
            at += length;
            cells.add(at);
        }
        bytes = whole;
        ends = text == Text.CELLS ? cells.stream().mapToInt(Integer::intValue).toArray() : new int[] {BYTES};
    }

    @Benchmark
    @OperationsPerInvocation(BYTES)
    public int scanned() {
        int found = 0;
        int at = 0;
        for (int end : ends) {
            while (at < end) {
                int count = scanner.scan(bytes, at, end);
                found += count;
                at = count == ValueScanner.MOST ? scanner.end(count - 1) : end;
            }
        }
        return found;
    }
}
