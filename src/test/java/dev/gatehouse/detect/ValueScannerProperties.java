package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class ValueScannerProperties {
    private static final List<String> PIECES = List.of(
            "4111 1111 1111 1111",
            "DE89 3704 0044 0532 0130 00",
            "ann@b.io",
            "+33612345678",
            "://u:p",
            "password=",
            "@",
            "-----BEGIN PRIVATE KEY-----",
            "-----END ",
            "eyJhbGciOiJIUzI1NiJ9.e",
            "$2b$12$",
            "12 rue de",
            "AKIA",
            "%40",
            "&#64;",
            "\\u0040",
            "\\n",
            "路12号",
            "born 1985-03-12",
            "(",
            ")",
            "+",
            "\"",
            "é",
            "12345678",
            " / ",
            "00",
            "<a>",
            "BSN ");

    /// Bytes, and pieces that recognisers look closer at.
    @Provide
    Arbitrary<byte[]> texts() {
        Arbitrary<String> noise =
                Arbitraries.strings().withCharRange((char) 0, (char) 255).ofMaxLength(12);
        return Arbitraries.oneOf(noise, Arbitraries.of(PIECES))
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts))
                .flatMap(text -> Arbitraries.of(
                        text.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Property(tries = 3000)
    void findingsLieWithinTheTextAscendingAndApart(@ForAll("texts") byte[] text) {
        ValueScanner scanner = new ValueScanner();

        int count = scanner.scan(text, 0, text.length);

        int last = 0;
        for (int i = 0; i < count; i++) {
            assertThat(scanner.start(i)).isBetween(last, scanner.end(i) - 1);
            last = scanner.end(i);
            assertThat(scanner.kind(i)).isNotNull();
        }
        assertThat(last).isLessThanOrEqualTo(text.length);
    }

    /// Whatever stands around the part, and wherever it begins: an array of just the part gives the same.
    @Property(tries = 3000)
    void onlyTheBytesOfThePartAreRead(@ForAll("texts") byte[] text, @ForAll byte around) {
        byte[] wide = new byte[text.length + 18];
        Arrays.fill(wide, around);
        System.arraycopy(text, 0, wide, 9, text.length);

        assertThat(found(wide, 9, 9 + text.length, 9)).isEqualTo(found(text, 0, text.length, 0));
    }

    @Property(tries = 2000)
    void aValueBetweenDelimitersIsFoundWhereverItStands(
            @ForAll("texts") byte[] before, @ForAll("values") String value, @ForAll("delimiters") String delimiter) {
        // a line that is of the text before may reach over the value, so that only that it is covered counts
        byte[] core = value.getBytes(StandardCharsets.UTF_8);
        byte[] edge = delimiter.getBytes(StandardCharsets.UTF_8);
        byte[] text = new byte[before.length + 2 * edge.length + core.length];
        System.arraycopy(before, 0, text, 0, before.length);
        System.arraycopy(edge, 0, text, before.length, edge.length);
        int start = before.length + edge.length;
        System.arraycopy(core, 0, text, start, core.length);
        System.arraycopy(edge, 0, text, start + core.length, edge.length);
        ValueScanner scanner = new ValueScanner();

        int count = scanner.scan(text, 0, text.length);

        boolean covered = false;
        for (int i = 0; i < count; i++) {
            covered |= scanner.start(i) <= start && scanner.end(i) >= start + core.length;
        }
        assertThat(covered).as(new String(text, StandardCharsets.UTF_8)).isTrue();
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                "4111111111111111",
                "5500-0000-0000-0004",
                "DE89370400440532013000",
                "GB29 NWBK 6016 1331 9268 19",
                "ann@example.com",
                "RSSMRA85T10A562S",
                "12345678Z",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl");
    }

    @Provide
    Arbitrary<String> delimiters() {
        return Arbitraries.of("\n", "\t", "\",\"", " ; ", "</v><v>");
    }

    private static String found(byte[] text, int from, int to, int offset) {
        ValueScanner scanner = new ValueScanner();
        StringBuilder all = new StringBuilder();
        int count = scanner.scan(text, from, to);
        for (int i = 0; i < count; i++) {
            all.append(scanner.kind(i))
                    .append(' ')
                    .append(scanner.start(i) - offset)
                    .append('-');
            all.append(scanner.end(i) - offset).append(' ');
        }
        return all.toString();
    }
}
