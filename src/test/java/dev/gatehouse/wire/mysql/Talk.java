package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.Terms;

import static org.assertj.core.api.Assertions.assertThat;

/// A conversation written as a table, played on a session: who says what, what the server hears of it, what the
/// client hears of it.
///
/// A line is `speaker words | server hears | client hears`. The speakers: `client` (texts of queries, `_` for a
/// space), `server` (`T` the columns of a result, `D` a row, `W` a row that is huge, `Z` the end of rows, `O` an
/// OK, `N` the OK to the next of two commands, `E=1317`; `Z=10`, `O=3` with status flags), `time` (goes by),
/// `cancel` (`settled`), `gone` (`client` or `server`). A cancel that is asked for is a `!` that the server hears;
/// an end of rows with a warning is `Z!`.
final class Talk implements AutoCloseable {
    final SessionBench bench = new SessionBench();
    private int cancelsSeen;
    private int cancelsTold;
    private int sequence = 1;

    Talk() {
        bench.cancelsHeld = true;
        bench.client.freezeTime();
    }

    /// Every statement is permitted on what `terms` says of it.
    Talk on(Function<StatementRequest, Terms> terms) {
        bench.gates.ruling = request -> bench.gates.forward(terms.apply(request));
        return this;
    }

    Talk goes(String table) {
        table.lines().filter(line -> !line.isBlank()).forEach(this::line);
        return this;
    }

    /// The speakers and words only; what is heard does not matter.
    void plays(String table) {
        table.lines().forEach(line -> {
            String[] words = line.strip().split("\\s+");
            for (int i = 1; i < words.length; i++) {
                play(words[0], words[i]);
                serverHeard();
            }
        });
    }

    private void line(String line) {
        String[] parts = line.split("\\|", -1);
        assertThat(parts).as(line).hasSize(3);
        String[] words = parts[0].strip().split("\\s+");
        for (int i = 1; i < words.length; i++) {
            play(words[0], words[i]);
        }
        bench.settle();
        assertThat(serverHeard()).as("the server hears after: %s", line).isEqualTo(parts[1].strip());
        assertThat(clientHeard()).as("the client hears after: %s", line).isEqualTo(parts[2].strip());
    }

    private void play(String speaker, String word) {
        switch (speaker) {
            case "client" -> {
                if (bench.client.isOpen()) {
                    bench.fromClient(0, Packets.query(word.replace('_', ' ')));
                }
            }
            case "server" -> {
                if (bench.server.isOpen()) {
                    bench.server.writeInbound(serverSays(word));
                    bench.settle();
                }
            }
            case "time" -> {
                bench.client.advanceTimeBy(Long.parseLong(word), TimeUnit.MILLISECONDS);
                bench.client.runScheduledPendingTasks();
            }
            case "cancel" -> {
                if (cancelsTold < bench.cancels.size()) {
                    bench.cancels.get(cancelsTold++).run();
                }
            }
            case "gone" -> (word.equals("client") ? bench.client : bench.server).close();
            default -> throw new IllegalArgumentException(speaker);
        }
        bench.settle();
    }

    private ByteBuf serverSays(String word) {
        int argument = word.length() > 2 ? Integer.parseInt(word.substring(2)) : 2;
        return switch (word.charAt(0)) {
            case 'T' ->
                Unpooled.wrappedBuffer(packet(new byte[] {1}), packet(Packets.definition("a")), packet(end(0xfe, 2)));
            case 'D' -> packet(new byte[] {1, 'x'});
            case 'W' -> Unpooled.wrappedBuffer(packet(huge(0xffffff)), packet(huge(2 << 20)));
            case 'Z' -> packet(end(0xfe, argument));
            case 'O' -> packet(new byte[] {0, 0, 0, (byte) argument, (byte) (argument >> 8), 0, 0});
            case 'N' -> {
                sequence = 1;
                yield serverSays("O" + word.substring(1));
            }
            case 'E' ->
                packet(("\u00ff" + (char) (argument & 0xff) + (char) (argument >> 8) + "#HY000no")
                        .getBytes(StandardCharsets.ISO_8859_1));
            default -> throw new IllegalArgumentException(word);
        };
    }

    private ByteBuf packet(byte[] payload) {
        return Packets.packet(sequence++ & 0xff, payload);
    }

    private static byte[] end(int header, int status) {
        return new byte[] {(byte) header, 0, 0, (byte) status, (byte) (status >> 8)};
    }

    /// A part of a row that is over what may be sent in vain: a text with a length of three bytes.
    private static byte[] huge(int lengthBytes) {
        byte[] row = new byte[lengthBytes];
        row[0] = (byte) 0xfd;
        return row;
    }

    private String serverHeard() {
        StringBuilder heard = new StringBuilder();
        byte[] all = ByteBufUtil.decodeHexDump(bench.serverGot());
        for (int at = 0; at < all.length; at += 4 + length(all, at)) {
            sequence = 1;
            String text = new String(all, at + 5, length(all, at) - 1, StandardCharsets.UTF_8);
            heard.append(heard.isEmpty() ? "" : " ").append(text.replace(' ', '_'));
        }
        heard.append("!".repeat(bench.cancels.size() - cancelsSeen));
        cancelsSeen = bench.cancels.size();
        return heard.toString();
    }

    private String clientHeard() {
        StringBuilder heard = new StringBuilder();
        byte[] all = ByteBufUtil.decodeHexDump(bench.clientGot());
        for (int at = 0; at < all.length; at += 4 + length(all, at)) {
            heard.append(word(all, at + 4, length(all, at)));
        }
        return heard.toString().replace("ndZ", "T").strip();
    }

    private static String word(byte[] all, int at, int length) {
        return switch (all[at]) {
            case (byte) 0xff -> "E" + ((all[at + 1] & 0xff) + ((all[at + 2] & 0xff) << 8)) + " ";
            case (byte) 0xfe -> all[at + 1] == 0 ? "Z" : "Z!";
            case 0 -> "O";
            case 3 -> "d";
            default -> length == 1 ? "n" : "D";
        };
    }

    private static int length(byte[] all, int at) {
        return (all[at] & 0xff) + ((all[at + 1] & 0xff) << 8) + ((all[at + 2] & 0xff) << 16);
    }

    /// Each forwarded statement has ended exactly once, so: `RESULT/rows`.
    void ends(String... outcomes) {
        assertThat(bench.gates.outcomes)
                .extracting(outcome -> outcome.result() + "/" + outcome.rows())
                .containsExactly(outcomes);
    }

    void isOpen() {
        assertThat(bench.isOpen()).isTrue();
        assertThat(bench.server.isOpen()).isTrue();
    }

    void isClosed() {
        assertThat(bench.isOpen()).isFalse();
        assertThat(bench.server.isOpen()).isFalse();
    }

    @Override
    public void close() {
        bench.close();
    }
}
