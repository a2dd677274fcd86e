package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// Dates and timestamps in the form of ISO 8601, of midnight on the first of January 1970. Any other form has none.
enum DatedText implements SameLength {
    ISO;

    private static final String EPOCH = "1970-01-01";
    private static final String BETWEEN = " :.+-BCTZ";

    @Override
    public boolean write(ByteBuf row, int start, int lengthBytes, boolean quotes, ByteBuf out) {
        if (lengthBytes < EPOCH.length()) {
            return false;
        }
        for (int i = 0; i < lengthBytes; i++) {
            byte was = row.getByte(start + i);
            boolean digit = was >= '0' && was <= '9';
            boolean fits = i < EPOCH.length()
                    ? (EPOCH.charAt(i) == '-' ? was == '-' : digit)
                    : digit || BETWEEN.indexOf(was) >= 0;
            if (!fits) {
                return false;
            }
        }
        for (int i = 0; i < lengthBytes; i++) {
            out.writeByte(i < EPOCH.length() ? EPOCH.charAt(i) : KeptShape.ZEROS.at(i, row.getByte(start + i)));
        }
        return true;
    }

    @Override
    public @Nullable StreamEdit stream(boolean quotes, SensitiveKind kind, MaskTally tally) {
        return null;
    }
}
