package dev.gatehouse.wire.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.AnnouncedColumns;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// The columns of the result set that is coming in, gathered when its watch wants them or has something to hold
/// them against, and the plan made of them.
final class ResultColumns {
    private static final String UNNAMED =
            "The rows were asked for without their columns' names, and some columns may be shown only changed. Set resultset_metadata to FULL.";

    private final int limit;
    private List<ColumnMeta> columns = List.of();
    private CellFormat format = CellFormat.TEXT;
    private int count;
    private int result;
    private boolean compared;
    private boolean wanted;
    private boolean undefined;
    private boolean extended;

    ResultColumns(int limit) {
        this.limit = limit;
    }

    /// Reads the number of columns. Shape: `columns:lenenc [definitionsFollow:int8]` (the manual has them the other
    /// way round; servers write them so).
    void begin(LegTranslation legs, MysqlReply reply, ByteBuf buffer, int payload, int lengthBytes) {
        ByteBuf in = buffer.slice(payload, lengthBytes);
        extended = legs.serverExtendsMetadata();
        long columnCount = LengthEncoded.read(in);
        if (columnCount <= 0 || columnCount > 0xFFFF) {
            throw new ProtocolViolation(columnCount + " columns");
        }
        undefined = legs.serverMarksMetadata() && !definitionsFollow(in);
        count = (int) columnCount;
        compared = reply.provenance() != null && !undefined && count <= limit;
        wanted = compared || reply.wantsColumns();
        result = reply.results++;
        format = reply.command == MysqlCommand.STMT_EXECUTE ? CellFormat.BINARY : CellFormat.TEXT;
        columns = wanted ? new ArrayList<>() : List.of();
        reply.onResultSet();
    }

    private static boolean definitionsFollow(ByteBuf in) {
        int mark = in.isReadable() ? in.readUnsignedByte() : -1;
        if (mark != 0 && mark != 1) {
            throw new ProtocolViolation("a column count without the mark whether definitions follow");
        }
        return mark == 1;
    }

    int count() {
        return count;
    }

    boolean wanted() {
        return wanted;
    }

    boolean undefined() {
        return undefined;
    }

    void add(ByteBuf buffer, int payload, int lengthBytes) {
        columns.add(ColumnDefinition.read(buffer, payload, lengthBytes, format, extended));
    }

    /// Asks the watch, and binds what it says to the rows to come, which stay within `limitBytes`; a refusal if
    /// there must be none.
    @Nullable
    Refusal plan(MysqlReply reply, ByteBufAllocator alloc, int limitBytes) {
        compare(reply);
        if (!reply.wantsColumns()) {
            return null;
        }
        reply.plan = planned(Objects.requireNonNull(reply.watch()));
        return switch (reply.plan) {
            case RowPlan.PassThrough _ -> null;
            case RowPlan.Refuse(Refusal refusal) -> refusal;
            case RowPlan.Edit(List<@Nullable CellEdit> edits) -> {
                reply.editor = new MysqlRowEditor(edits, columns, alloc, limitBytes);
                yield null;
            }
        };
    }

    private void compare(MysqlReply reply) {
        ResultWatch watch = reply.watch();
        Provenance provenance = reply.provenance();
        if (compared && watch != null && provenance != null) {
            watch.announced(provenance.compare(result, AnnouncedColumns.of(columns, reply.cursor)));
        }
    }

    private RowPlan planned(ResultWatch watch) {
        if (undefined) {
            return new RowPlan.Refuse(new Refusal.UnsupportedStatement(UNNAMED, ""));
        }
        if (count > limit) {
            return new RowPlan.Refuse(
                    new Refusal.UnsupportedStatement("A result has " + count + " columns; the limit is " + limit, ""));
        }
        return watch.columns(List.copyOf(columns));
    }
}
