package dev.gatehouse.wire.pg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// A conversation between a client and a server, as it is kept in a `.trace` file.
///
/// Shape: for each message the line of [PgTraceText], then its bytes as hex in lines that begin with a tab; lines
/// that begin with `#` tell where it comes from. Messages stand in the order in which their last bytes were seen.
final class PgTrace {
    private static final int BYTES_A_LINE = 64;

    /// One message or, before the login, one packet without a type byte.
    record Entry(char direction, boolean typed, byte[] bytes) {
        String text() {
            return typed ? PgTraceText.of(direction, bytes) : PgTraceText.untyped(bytes);
        }
    }

    private final List<Entry> entries;

    private PgTrace(List<Entry> entries) {
        this.entries = entries;
    }

    List<Entry> entries() {
        return entries;
    }

    /// What one side sends after the packets without a type byte.
    List<Entry> typed(char direction) {
        return entries.stream()
                .filter(each -> each.typed() && each.direction() == direction)
                .toList();
    }

    /// Reads a file; the text lines must say what the bytes say.
    static PgTrace read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); ) {
            String text = lines.get(i++);
            if (text.startsWith("#")) {
                continue;
            }
            StringBuilder hex = new StringBuilder();
            while (i < lines.size() && lines.get(i).startsWith("\t")) {
                hex.append(lines.get(i++).strip());
            }
            byte[] bytes = HexFormat.of().parseHex(hex);
            boolean typed = bytes[0] != 0; // a packet without a type begins with the high byte of its length
            Entry entry = new Entry(text.charAt(0), typed, bytes);
            if (!entry.text().equals(text)) {
                throw new AssertionError(file + ": the bytes say\n" + entry.text() + "\nand the line says\n" + text);
            }
            entries.add(entry);
        }
        return new PgTrace(entries);
    }

    void write(Path file, String comment) throws IOException {
        StringBuilder out = new StringBuilder("# " + comment + "\n");
        for (Entry entry : entries) {
            out.append(entry.text()).append('\n');
            String hex = HexFormat.of().formatHex(entry.bytes());
            for (int at = 0; at < hex.length(); at += 2 * BYTES_A_LINE) {
                out.append('\t')
                        .append(hex, at, Math.min(hex.length(), at + 2 * BYTES_A_LINE))
                        .append('\n');
            }
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, out);
    }

    /// Puts a trace together from pieces in the order in which a relay saw them.
    static final class Writer {
        private final List<Entry> entries = new ArrayList<>();
        private final ByteArrayOutputStream client = new ByteArrayOutputStream();
        private final ByteArrayOutputStream server = new ByteArrayOutputStream();
        private boolean started;

        synchronized void saw(char direction, byte[] piece) {
            ByteArrayOutputStream pending = direction == 'F' ? client : server;
            pending.writeBytes(piece);
            byte[] bytes = pending.toByteArray();
            int at = 0;
            for (int end = end(direction, bytes, at); end > 0; end = end(direction, bytes, at)) {
                boolean typed = direction == 'B' || started;
                started |= !typed;
                entries.add(new Entry(direction, typed, Arrays.copyOfRange(bytes, at, end)));
                at = end;
            }
            pending.reset();
            pending.write(bytes, at, bytes.length - at);
        }

        private int end(char direction, byte[] bytes, int at) {
            int header = direction == 'B' || started ? 1 : 0;
            if (bytes.length < at + header + 4) {
                return -1;
            }
            int end = at + header + ByteBuffer.wrap(bytes).getInt(at + header);
            return end <= bytes.length ? end : -1;
        }

        synchronized PgTrace trace() {
            return new PgTrace(List.copyOf(entries));
        }
    }
}
