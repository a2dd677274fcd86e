package dev.gatehouse.support;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.StreamEdit;

/// Edits of cells that a test knows at a glance.
public final class Masks {
    /// As many stars as the cell has bytes.
    public static final CellEdit STARS = (_, _, lengthBytes, out) -> {
        for (int index = 0; index < lengthBytes; index++) {
            out.writeByte('*');
        }
        return lengthBytes;
    };

    /// Nothing is left of the cell.
    public static final CellEdit NULL = (_, _, _, _) -> CellEdit.NULL;

    /// The same, where it is known beforehand that no cell has a value of its length.
    public static final CellEdit NULL_ALWAYS = new CellEdit() {
        @Override
        public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
            return NULL;
        }

        @Override
        public boolean fitsAny() {
            return false;
        }
    };

    /// As many stars as the cell has bytes, of any cell that is too large for memory too.
    public static final CellEdit STREAMED_STARS = late(0);

    /// Stars in the place of a large cell, which come so many bytes late.
    public static CellEdit late(int heldBytes) {
        return new CellEdit() {
            @Override
            public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
                return STARS.edit(row, start, lengthBytes, out);
            }

            @Override
            public StreamEdit stream(boolean quotes) {
                return new LateStars(heldBytes);
            }
        };
    }

    private static final class LateStars implements StreamEdit {
        private final int heldBytes;
        private long due;

        LateStars(int heldBytes) {
            this.heldBytes = heldBytes;
        }

        @Override
        public boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
            due += lengthBytes;
            return stars(heldBytes, out);
        }

        @Override
        public boolean end(ByteBuf out) {
            return stars(0, out);
        }

        private boolean stars(int left, ByteBuf out) {
            byte[] stars = new byte[(int) Math.max(0, due - left)];
            Arrays.fill(stars, (byte) '*');
            due -= stars.length;
            out.writeBytes(stars);
            return true;
        }

        @Override
        public boolean isChanged() {
            return true;
        }
    }

    private Masks() {}

    /// The same text for every cell.
    public static CellEdit text(String mask) {
        byte[] bytes = mask.getBytes(StandardCharsets.UTF_8);
        return (_, _, _, out) -> {
            out.writeBytes(bytes);
            return bytes.length;
        };
    }

    /// So many stars, whatever the cell has; a negative number leaves it as it is.
    public static CellEdit stars(int lengthBytes) {
        return lengthBytes < 0 ? (_, _, _, _) -> CellEdit.UNCHANGED : text("*".repeat(lengthBytes));
    }
}
