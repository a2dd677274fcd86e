package dev.gatehouse.support;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.StreamEdit;

/// The cells that edits were shown, which leave them as they are.
public final class SeenCells {
    /// @param bytes all that was told of it
    public record Cell(int column, ByteBuf bytes) {}

    private final List<Cell> cells = new ArrayList<>();

    public List<Cell> cells() {
        return cells;
    }

    /// One for each of so many columns.
    public List<@Nullable CellEdit> edits(int columns) {
        List<@Nullable CellEdit> edits = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            edits.add(new Watching(column));
        }
        return edits;
    }

    private final class Watching implements CellEdit {
        private final int column;

        Watching(int column) {
            this.column = column;
        }

        @Override
        public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
            cells.add(new Cell(column, row.copy(start, lengthBytes)));
            return UNCHANGED;
        }

        @Override
        public StreamEdit stream(boolean quotes) {
            ByteBuf bytes = Unpooled.buffer();
            cells.add(new Cell(column, bytes));
            return new StreamEdit() {
                @Override
                public boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
                    bytes.writeBytes(piece, start, lengthBytes);
                    out.writeBytes(piece, start, lengthBytes);
                    return true;
                }

                @Override
                public boolean end(ByteBuf out) {
                    return true;
                }

                @Override
                public boolean isChanged() {
                    return false;
                }
            };
        }
    }
}
