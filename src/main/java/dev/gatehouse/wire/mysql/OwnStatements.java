package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Refusal;

/// Statements of the gateway's own on a server leg, sent at once and answered one by one, before the leg serves a
/// client or between two of the client's commands. Gives the cells of the last row, or nothing when a statement
/// failed.
final class OwnStatements implements PacketSink {
    /// As long as a server may take over a login.
    private static final int TIMEOUT_SECONDS = 30;

    private final MysqlPacketDecoder decoder;
    private final long capabilities;
    private final boolean endsWithOk;
    private final @Nullable ServerState state;
    private final Consumer<Optional<List<String>>> done;
    private int statements;
    private boolean inRows;
    private int ends;
    private List<String> row = List.of();
    private boolean over;
    private @Nullable ScheduledFuture<?> limit;

    private OwnStatements(
            MysqlPacketDecoder decoder,
            long capabilities,
            @Nullable ServerState state,
            int statements,
            Consumer<Optional<List<String>>> done) {
        this.decoder = decoder;
        this.capabilities = capabilities;
        this.state = state;
        this.endsWithOk = MysqlCapabilities.has(capabilities, MysqlCapabilities.DEPRECATE_EOF);
        this.statements = statements;
        this.done = done;
    }

    /// Sends `sql`; `done` is called once, on the event loop, in [#TIMEOUT_SECONDS] at the latest. The decoder's
    /// sink must be set anew afterwards.
    static void send(
            Channel channel,
            MysqlPacketDecoder decoder,
            long capabilities,
            List<String> sql,
            Consumer<Optional<List<String>>> done) {
        send(channel, decoder, capabilities, null, sql, done);
    }

    /// The same; `state` takes what OK packets say.
    static void send(
            Channel channel,
            MysqlPacketDecoder decoder,
            long capabilities,
            @Nullable ServerState state,
            List<String> sql,
            Consumer<Optional<List<String>>> done) {
        OwnStatements own = new OwnStatements(decoder, capabilities, state, sql.size(), done);
        own.limit = channel.eventLoop().schedule(() -> own.end(Optional.empty()), TIMEOUT_SECONDS, TimeUnit.SECONDS);
        decoder.sink(own);
        decoder.numbers().expect(1);
        decoder.numbers().shift(0);
        for (String text : sql) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            ByteBuf out = MysqlPackets.start(channel.alloc(), bytes.length + 3);
            out.writeByte(MysqlCommand.QUERY.code());
            if (MysqlCapabilities.has(capabilities, MysqlCapabilities.QUERY_ATTRIBUTES)) {
                out.writeByte(0).writeByte(1);
            }
            out.writeBytes(bytes);
            channel.write(MysqlPackets.finish(out, 0), channel.voidPromise());
        }
        channel.flush();
    }

    @Override
    public Look begin(int lengthBytes, int first) {
        return Look.WHOLE;
    }

    @Override
    public Shown whole(ByteBuf buffer, int payload, int lengthBytes) {
        int first = lengthBytes == 0 ? -1 : buffer.getUnsignedByte(payload);
        if (over) {
            return Shown.TAKEN;
        }
        if (first == MysqlErrors.HEADER) {
            end(Optional.empty());
        } else if (!inRows) {
            if (first == OkPacket.OK && state != null) {
                state.read(OkPacket.read(buffer, payload, lengthBytes, capabilities));
            }
            inRows = first != OkPacket.OK;
            ends = endsWithOk ? 1 : 2;
            answered(inRows);
        } else if (first == OkPacket.END_OF_ROWS && lengthBytes < MysqlPacketDecoder.MAX_PAYLOAD) {
            ends--;
            inRows = ends > 0;
            answered(inRows);
        } else {
            row = cells(buffer, payload, lengthBytes); // a column definition reads as cells too; the row comes last
        }
        return Shown.TAKEN;
    }

    private void answered(boolean more) {
        if (more) {
            return;
        }
        decoder.numbers().expect(1);
        statements--;
        if (statements == 0) {
            end(Optional.of(row));
        }
    }

    private void end(Optional<List<String>> result) {
        if (!over) {
            over = true;
            if (limit != null) {
                limit.cancel(false);
            }
            done.accept(result);
        }
    }

    /// NULL reads as an empty text. Definitions are read as far as they are strings.
    private static List<String> cells(ByteBuf buffer, int payload, int lengthBytes) {
        ByteBuf in = buffer.slice(payload, lengthBytes);
        List<String> cells = new ArrayList<>();
        while (in.isReadable()) {
            int length = Math.max(0, LengthEncoded.readLength(in));
            cells.add(in.readCharSequence(length, StandardCharsets.UTF_8).toString());
        }
        return cells;
    }

    @Override
    public void passed() {}

    @Override
    public void span(ByteBuf span) {
        span.release();
    }

    @Override
    public void readComplete() {}

    @Override
    public void backlog(int bytes) {}

    @Override
    public void broken(Refusal refusal) {
        end(Optional.empty());
    }

    @Override
    public void writabilityChanged() {}

    @Override
    public void gone() {
        end(Optional.empty());
    }
}
