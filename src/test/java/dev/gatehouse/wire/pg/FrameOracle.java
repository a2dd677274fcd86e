package dev.gatehouse.wire.pg;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

import dev.gatehouse.wire.ProtocolViolation;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs [PgFrameDecoder] over any bytes and compares it with the plainest reading of them.
///
/// The bytes come in pieces, each message that is looked at passes, is dropped, or is held until the next piece has
/// come. However that is chosen, what is seen and what leaves must be the same as from one look at the whole; after
/// a violation, a beginning of it. Every buffer must have been let go at the end.
final class FrameOracle implements FrameReceiver {
    private static final int LIMIT = 512;

    /// What happens to a message that is looked at: a bit for holding, a bit for dropping.
    private static final int HOLD = 1;

    private static final int DROP = 2;

    /// A bit of the length of the pieces: messages that pass get shorter by their last byte.
    private static final int SHORTEN = 0x80;

    private final FrameTable table;
    private final int actions;
    private final int cut;
    private final boolean shortens;
    private final byte[] stream;
    private final UnpooledByteBufAllocator alloc = new UnpooledByteBufAllocator(false, true);
    private final List<byte[]> seen = new ArrayList<>();
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private final PgFrameDecoder decoder;

    private FrameOracle(FrameTable table, int actions, int cut, boolean shortens, byte[] stream) {
        this.table = table;
        this.actions = actions;
        this.cut = cut;
        this.shortens = shortens;
        this.stream = stream;
        this.decoder = new PgFrameDecoder(this, table, alloc, LIMIT);
    }

    /// Input: which table, eight bits of what happens to four successive messages, how many bytes come at a time,
    /// then the stream.
    static void check(List<PgSideDoors> phases, byte[] input) {
        if (input.length < 3) {
            return;
        }
        FrameTable table = phases.get((input[0] & 0xff) % phases.size()).table();
        byte[] stream = Arrays.copyOfRange(input, 3, input.length);
        boolean shortens = (input[2] & SHORTEN) != 0;
        new FrameOracle(table, input[1] & 0xff, (input[2] & SHORTEN - 1) + 1, shortens, stream).compare();
    }

    private void compare() {
        boolean violated = decode();
        decoder.close();
        Reading plain = read();
        assertThat(violated).as("violation").isEqualTo(plain.violated);
        byte[] out = passed.toByteArray();
        if (violated) {
            assertThat(seen.size()).isLessThanOrEqualTo(plain.seen.size());
            assertThat(seen).containsExactlyElementsOf(plain.seen.subList(0, seen.size()));
            assertThat(out.length).isLessThanOrEqualTo(plain.passed.size());
            assertThat(out).isEqualTo(Arrays.copyOf(plain.passed.toByteArray(), out.length));
        } else {
            assertThat(seen).containsExactlyElementsOf(plain.seen);
            assertThat(out).isEqualTo(plain.passed.toByteArray());
        }
        assertThat(alloc.metric().usedHeapMemory()).as("bytes never released").isZero();
    }

    private boolean decode() {
        try {
            for (int at = 0; at < stream.length; at += cut) {
                int length = Math.min(cut, stream.length - at);
                decoder.feed(alloc.heapBuffer(length).writeBytes(stream, at, length));
                if (decoder.isHolding()) {
                    decoder.resume(verdict(seen.size() - 1));
                }
            }
            while (decoder.isHolding()) {
                decoder.resume(verdict(seen.size() - 1));
            }
            return false;
        } catch (ProtocolViolation violation) {
            return true;
        }
    }

    private int action(int index) {
        return actions >> 2 * (index % 4) & 3;
    }

    private FrameReceiver.Verdict verdict(int index) {
        return (action(index) & DROP) != 0 ? FrameReceiver.Verdict.DROP : FrameReceiver.Verdict.PASS;
    }

    @Override
    public FrameReceiver.Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes) {
        byte[] message = new byte[lengthBytes];
        frame.getBytes(start, message);
        seen.add(message);
        int index = seen.size() - 1;
        if (isShortened(index, lengthBytes)) {
            frame.setInt(start + 1, lengthBytes - 2);
            decoder.shortened(1);
        }
        return (action(index) & HOLD) != 0 ? FrameReceiver.Verdict.HOLD : verdict(index);
    }

    private boolean isShortened(int index, int lengthBytes) {
        return shortens && action(index) == 0 && lengthBytes > PgFrameDecoder.HEADER_BYTES;
    }

    @Override
    public void pass(ByteBuf span) {
        byte[] bytes = new byte[span.readableBytes()];
        span.readBytes(bytes).release();
        passed.writeBytes(bytes);
    }

    /// What the manual's "Message Formats" make of the stream when all of it is there.
    private static final class Reading {
        final List<byte[]> seen = new ArrayList<>();
        final ByteArrayOutputStream passed = new ByteArrayOutputStream();
        boolean violated;
    }

    private Reading read() {
        Reading reading = new Reading();
        int at = 0;
        while (stream.length - at >= 5) {
            int length = ByteBuffer.wrap(stream).getInt(at + 1);
            byte treatment = table.treatment(stream[at]);
            boolean looked = treatment == FrameTable.LOOK;
            if (length < 4
                    || length == Integer.MAX_VALUE
                    || treatment == FrameTable.REFUSE
                    || looked && length + 1 > LIMIT) {
                reading.violated = true;
                return reading;
            }
            long end = at + 1L + length;
            byte[] there = Arrays.copyOfRange(stream, at, (int) Math.min(end, stream.length));
            boolean whole = end <= stream.length;
            if (looked && whole) {
                reading.seen.add(there);
            }
            boolean dropped = looked && whole && verdict(reading.seen.size() - 1) == FrameReceiver.Verdict.DROP;
            if (looked && whole && isShortened(reading.seen.size() - 1, there.length)) {
                there = Arrays.copyOf(there, there.length - 1);
                ByteBuffer.wrap(there).putInt(1, there.length - 1);
            }
            if (treatment == FrameTable.PASS || looked && whole && !dropped) {
                reading.passed.writeBytes(there);
            }
            if (!whole) {
                return reading;
            }
            at = (int) end;
        }
        return reading;
    }
}
