package dev.gatehouse.wire.pg;

import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.RowTally;
import dev.gatehouse.wire.pg.FrameReceiver.Verdict;
import dev.gatehouse.wire.row.AnnouncedColumns;
import dev.gatehouse.wire.row.ColumnMeta;

/// The rows of an answer: what is planned for their columns, and how many of them reach the client.
final class ServerRows {
    private final PgSession pg;
    private final PgRowDescription description = new PgRowDescription();

    ServerRows(PgSession pg) {
        this.pg = pg;
    }

    // ---- columns

    /// The columns of what `running` answers, if its watch wants them.
    Verdict described(Running running, ByteBuf frame, int start, int lengthBytes) {
        if (running.refusal() != null) {
            return Verdict.DROP;
        }
        if (running.watch().wantsColumns()) {
            plan(running, columns(frame, start, lengthBytes));
            Refusal refusal = running.refusal();
            if (refusal != null) {
                withheld(running, refusal);
                return Verdict.DROP;
            }
        } else if (running.watch().provenance() != null) {
            compare(running, announced(frame, start, lengthBytes));
        }
        return Verdict.PASS;
    }

    /// The columns where they lie, until the next call.
    AnnouncedColumns announced(ByteBuf frame, int start, int lengthBytes) {
        return description.over(frame, start, lengthBytes, pg.context.limits().columns());
    }

    private static void compare(Running running, AnnouncedColumns columns) {
        Provenance provenance = running.watch().provenance();
        if (provenance != null) {
            running.described(null).watch().announced(provenance.compare(running.takeResult(), columns));
        }
    }

    List<ColumnMeta> columns(ByteBuf frame, int start, int lengthBytes) {
        return PgRowDescription.read(
                frame,
                start,
                lengthBytes,
                pg.variables.charset(),
                pg.context.limits().columns());
    }

    void plan(Running running, List<ColumnMeta> columns) {
        compare(running, AnnouncedColumns.of(columns));
        switch (running.watch().columns(columns)) {
            case RowPlan.PassThrough _ -> running.planned(null);
            case RowPlan.Edit(var edits) -> {
                if (edits.size() != columns.size()) {
                    throw new IllegalStateException(
                            "a plan for " + edits.size() + " of " + columns.size() + " columns");
                }
                running.planned(
                        new PgRowEditor(edits, pg.alloc(), pg.context.limits().frameBytes()));
            }
            case RowPlan.Refuse(Refusal refusal) -> running.refuse(refusal);
        }
    }

    /// `running` has been refused: the client is told so in the place of its rows, or of the rest of them.
    void withheld(Running running, Refusal refusal) {
        pg.sendError(refusal);
        pg.stopping.stopRows(running, refusal);
    }

    // ---- rows

    Verdict row(@Nullable Running running, ByteBuf frame, int start, int lengthBytes) {
        RowEditor editor = running == null ? null : running.editor();
        RowTally tally = running == null ? null : running.tally();
        if (running == null || editor == null && tally == null) {
            throw ServerSide.outOfPlace(ServerMessage.DATA_ROW);
        }
        if (tally != null && !tally.admits(lengthBytes)) {
            return surplus(running, tally);
        }
        return editor == null ? Verdict.PASS : edited(editor, frame, start, lengthBytes);
    }

    /// What becomes of a row, or of a copy's line, that is too large to be looked at as a whole.
    byte tooLarge(@Nullable Running running, int lengthBytes) {
        if (running == null) {
            return FrameTable.REFUSE;
        }
        RowEditor editor = running.editor();
        if (editor != null && !editor.beginPieces(lengthBytes - PgFrameDecoder.HEADER_BYTES)) {
            unserved(running);
            return FrameTable.DROP;
        }
        RowTally tally = running.tally();
        if (tally == null || tally.admits(lengthBytes)) {
            return editor == null ? FrameTable.PASS : FrameTable.EDIT;
        }
        return surplus(running, tally) == Verdict.DROP ? FrameTable.DROP : FrameTable.REFUSE;
    }

    /// A row cannot be masked as it passes: neither what comes behind it nor, if it has not begun, the row itself
    /// reaches the client.
    private void unserved(Running running) {
        running.refuse(CellInPieces.UNSERVED);
        withheld(running, CellInPieces.UNSERVED);
        pg.settleRows();
    }

    /// The next bytes of one that is edited as it passes.
    void piece(@Nullable Running running, ByteBuf buffer, int start, int lengthBytes, boolean last) {
        RowEditor editor = running == null ? null : running.editor();
        if (running == null || editor == null) {
            throw new IllegalStateException("a row in pieces that nobody edits");
        }
        ByteBuf out = pg.alloc().buffer(lengthBytes);
        boolean edited = false;
        try {
            editor.piece(buffer, start, lengthBytes, out);
            edited = true;
        } finally {
            if (!edited) {
                out.release();
            }
        }
        if (out.isReadable()) {
            pg.toClient(out);
        } else {
            out.release();
        }
        if (last && editor.isSpoilt()) {
            unserved(running);
        }
    }

    Verdict edited(RowEditor editor, ByteBuf frame, int start, int lengthBytes) {
        ByteBuf grown = editor.edit(frame, start, lengthBytes);
        if (grown == null) {
            pg.serverMessageShortened(editor.shorterBytes());
            return Verdict.PASS;
        }
        pg.toClient(grown);
        return Verdict.DROP;
    }

    Verdict surplus(Running running, RowTally tally) {
        if (tally.isOverrun()) {
            pg.stopping.stop(running, tally.limit().overrun());
        }
        return Verdict.DROP;
    }

    /// The end of a result: tells the client if it did not get all of it.
    boolean cut(Running running) {
        RowTally tally = running.tally();
        if (tally == null || !tally.isCut()) {
            return false;
        }
        pg.toClient(PgErrors.warning(pg.alloc(), tally.limit().notice(), pg.variables.charset()));
        return true;
    }
}
