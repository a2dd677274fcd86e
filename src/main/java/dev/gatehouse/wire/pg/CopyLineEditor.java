package dev.gatehouse.wire.pg;

import java.nio.charset.Charset;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CopyLayout;

/// Rewrites the planned cells of a copy in lines, one a `CopyData`, its line feed included ("COPY", "Text Format"
/// and "CSV Format"). Edits see a cell without its quotes and escapes; what they write gets those that it needs.
///
/// A line is walked front to back by [CopySyntax]; one with another number of cells than columns were announced is
/// a `ProtocolViolation`. A first line of names passes, if it is one line.
final class CopyLineEditor implements RowEditor {
    private static final byte LINE_FEED = '\n';

    private final EditedCells cells;
    private final MessageInPlace message;
    private final CopySyntax syntax;
    private final byte delimiter;
    private final byte[] nullText;
    private final boolean nullIsCertain;
    private final KeptBuffer plain;
    private final KeptBuffer encoded;
    private final CellInPieces large;
    private final CopyLineInPieces pieces;
    private boolean header;
    private int bodyLeft;

    CopyLineEditor(
            CopyLayout layout,
            List<@Nullable CellEdit> edits,
            Charset charset,
            ByteBufAllocator alloc,
            int limitBytes) {
        this.cells = new EditedCells(edits, alloc);
        this.message = new MessageInPlace(alloc, limitBytes);
        this.delimiter = layout.delimiter();
        this.nullText = layout.nullText().getBytes(charset);
        this.syntax =
                layout.form() == CopyLayout.Form.CSV ? new CsvSyntax(layout, nullText) : new TextSyntax(delimiter);
        this.nullIsCertain = layout.form() == CopyLayout.Form.CSV
                || layout.nullText().isEmpty()
                || layout.nullText().equals(CopyLayout.PLAIN_TEXT.nullText());
        this.plain = new KeptBuffer(alloc);
        this.encoded = new KeptBuffer(alloc);
        this.header = layout.header();
        this.large = new CellInPieces(edits, (byte) '*');
        this.pieces = new CopyLineInPieces(large, layout, nullText, nullIsCertain);
    }

    /// Whether lines of this layout can be read without a doubt about where a cell ends.
    static boolean reads(CopyLayout layout) {
        String nulls = layout.nullText();
        boolean special =
                nulls.indexOf('\n') >= 0 || nulls.indexOf('\r') >= 0 || nulls.indexOf(layout.delimiter()) >= 0;
        return switch (layout.form()) {
            case BINARY -> true;
            case TEXT ->
                !special
                        && layout.delimiter() > 0
                        && "\\\n\r".indexOf(layout.delimiter()) < 0
                        && (nulls.indexOf('\\') < 0 || nulls.equals(CopyLayout.PLAIN_TEXT.nullText()));
            case CSV ->
                !special
                        && layout.delimiter() > 0
                        && layout.quote() > 0
                        && layout.escape() > 0
                        && layout.delimiter() != layout.quote()
                        && "\n\r".indexOf(layout.delimiter()) < 0
                        && nulls.indexOf(layout.quote()) < 0;
        };
    }

    @Override
    public @Nullable ByteBuf edit(ByteBuf frame, int start, int lengthBytes) {
        int at = start + PgFrameDecoder.HEADER_BYTES;
        int end = start + lengthBytes - 1;
        if (end < at || frame.getByte(end) != LINE_FEED) {
            throw new ProtocolViolation("line of a copy without its end");
        }
        boolean names = header;
        header = false;
        message.begin(frame, start, lengthBytes);
        try {
            line(frame, at, end, names);
            return message.end();
        } finally {
            message.abandon();
        }
    }

    private void line(ByteBuf frame, int first, int end, boolean names) {
        syntax.line(frame, first, end);
        int at = first;
        for (int column = 0; column < cells.columns(); column++) {
            int until = syntax.cellEnd(frame, at, end);
            boolean last = column == cells.columns() - 1;
            if (last != (until == end) || !last && frame.getByte(until) != delimiter) {
                throw new ProtocolViolation("line of a copy with another number of columns than announced");
            }
            if (!names && cells.hasEdit(column)) {
                cell(frame, column, at, until);
            }
            at = until + 1;
        }
        if (cells.columns() == 0 && first != end) {
            throw new ProtocolViolation("line of a copy without columns");
        }
    }

    private void cell(ByteBuf frame, int column, int at, int until) {
        if (nullIsCertain && isNull(frame, at, until)) {
            return;
        }
        boolean changed;
        if (syntax.isPlain()) {
            changed = cells.edit(column, frame, at, until - at);
        } else {
            ByteBuf decoded = plain.empty();
            syntax.decode(frame, at, until, decoded);
            changed = cells.edit(column, decoded, 0, decoded.readableBytes());
        }
        if (!changed) {
            return;
        }
        if (cells.isNull()) {
            message.replace(at, until, encoded.empty().writeBytes(nullText));
        } else if (syntax.needsNothing(cells.bytes(), cells.columns() == 1)) {
            message.replace(at, until, cells.bytes());
        } else {
            ByteBuf out = encoded.empty();
            syntax.encode(cells.bytes(), out);
            message.replace(at, until, out);
        }
    }

    private boolean isNull(ByteBuf frame, int at, int until) {
        if (until - at != nullText.length) {
            return false;
        }
        for (int index = 0; index < nullText.length; index++) {
            if (frame.getByte(at + index) != nullText[index]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean beginPieces(int bodyBytes) {
        pieces.begin(header);
        header = false;
        bodyLeft = bodyBytes;
        return large.serves(bodyBytes);
    }

    @Override
    public void piece(ByteBuf buffer, int start, int lengthBytes, ByteBuf out) {
        bodyLeft -= lengthBytes;
        pieces.piece(buffer, start, lengthBytes, bodyLeft == 0, out);
    }

    @Override
    public boolean isSpoilt() {
        return large.isSpoilt();
    }

    @Override
    public int shorterBytes() {
        return message.shorterBytes();
    }

    @Override
    public long editedCells() {
        return cells.count() + large.changed();
    }

    @Override
    public void release() {
        cells.release();
        plain.release();
        encoded.release();
    }
}
