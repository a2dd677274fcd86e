package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.Terms;

import static org.assertj.core.api.Assertions.assertThat;

/// A conversation written as a table, played on a session: who says what, what the server hears of it, what the
/// client hears of it.
///
/// A line is `speaker words | server hears | client hears`; messages are written by the letters of their kinds.
/// The speakers: `client` (`Q=text`, `P=text`, `B`, `D`, `E`, `S`, `c`, …), `server` (`T`, `D` a row, `W` a row
/// that is huge, `C=tag`, `E=code`, `Z=status`, …), `time` (goes by), `cancel` (what became of it), `gone`
/// (`client` or `server`). A cancel that is asked for is a `!` that the server hears.
final class Talk implements AutoCloseable {
    final SessionBench bench = new SessionBench();
    private int cancelsSeen;
    private int cancelsTold;

    Talk() {
        bench.cancelFate = null;
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
        assertThat(bench.clientGot()).as("the client hears after: %s", line).isEqualTo(parts[2].strip());
    }

    private String serverHeard() {
        String asked = "!".repeat(bench.cancels.size() - cancelsSeen);
        cancelsSeen = bench.cancels.size();
        return bench.serverGot() + asked;
    }

    private void play(String speaker, String word) {
        if (speaker.equals("server") && !bench.server.isOpen() || speaker.equals("client") && !bench.isOpen()) {
            return;
        }
        switch (speaker) {
            case "client" -> bench.fromClient(clientMessage(word.charAt(0), argument(word)));
            case "server" -> bench.fromServer(serverMessage(word.charAt(0), argument(word)));
            case "time" -> {
                bench.client.advanceTimeBy(Long.parseLong(word), TimeUnit.MILLISECONDS);
                bench.client.runScheduledPendingTasks();
            }
            case "half" -> {
                ByteBuf whole = serverMessage(word.charAt(0), "");
                bench.fromServer(whole.slice(0, whole.readableBytes() - 1));
            }
            case "cancel" -> {
                if (cancelsTold < bench.cancels.size()) {
                    bench.cancels.get(cancelsTold++).accept(PgServerCancel.Fate.valueOf(word));
                    bench.settle();
                }
            }
            case "gone" -> (word.equals("client") ? bench.client : bench.server).close();
            default -> throw new IllegalArgumentException(speaker);
        }
    }

    private static String argument(String word) {
        return word.length() > 2 ? word.substring(2).replace('_', ' ') : "";
    }

    private static ByteBuf clientMessage(char kind, String argument) {
        return switch (kind) {
            case 'Q' -> message('Q', argument + "\0");
            case 'P' -> message('P', "\0" + argument + "\0\0\0");
            case 'B' -> message('B', "\0\0\0\0\0\0\0\0");
            case 'D', 'C' -> message(kind, "P\0");
            case 'E' -> message('E', "\0\0\0\0" + (char) (argument.isEmpty() ? 0 : Integer.parseInt(argument)));
            case 'f' -> message('f', "no\0");
            default -> message(kind, argument);
        };
    }

    private static ByteBuf serverMessage(char kind, String argument) {
        return switch (kind) {
            case 'T' -> message('T', "\0\1a\0" + "\0".repeat(18));
            case 'D' -> message('D', "\0\1\0\0\0\1x");
            case 'W' -> huge();
            case 'C' -> message('C', argument + "\0");
            case 'E' -> message('E', "SERROR\0VERROR\0C" + argument + "\0Mno\0\0");
            case 'H', 'G' -> message(kind, copyResponse(argument));
            case 'd' -> message(kind, bytes(argument));
            case 't' -> message('t', "\0\0");
            default -> message(kind, argument);
        };
    }

    /// `binary` or nothing, and the number of columns.
    private static String copyResponse(String argument) {
        String columns = argument.replace("binary", "");
        return (argument.startsWith("binary") ? "\1" : "\0") + "\0"
                + (char) (columns.isEmpty() ? 0 : Integer.parseInt(columns));
    }

    /// `¶` and `␍` end lines, `→` is a tabulator, `°`, `±` and `²` are 0, 1 and 2.
    private static String bytes(String written) {
        return written.replace('¶', '\n')
                .replace('␍', '\r')
                .replace('→', '\t')
                .replace('°', '\0')
                .replace('±', '\1')
                .replace('²', '\2');
    }

    /// One row that is over what may be sent in vain.
    private static ByteBuf huge() {
        int value = 17 << 20;
        ByteBuf out = Unpooled.buffer(value + 16);
        return out.writeByte('D')
                .writeInt(4 + 2 + 4 + value)
                .writeShort(1)
                .writeInt(value)
                .writeZero(value);
    }

    private static ByteBuf message(char kind, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return Unpooled.buffer().writeByte(kind).writeInt(4 + bytes.length).writeBytes(bytes);
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
