package dev.gatehouse.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.AnnouncedColumns;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// What a server that a test plays sends, and what is left of it.
public final class Answer {
    public static final int TEXT = 25;
    public static final int INTEGER = 23;

    private final ResultWatch watch;
    private int results;

    public Answer(ResultWatch watch) {
        this.watch = watch;
    }

    /// An output that the server says nothing of.
    public static ColumnMeta output(String name) {
        return new ColumnMeta(name, "", "", "", 0, 0, TEXT, -1, 0, 0, CellFormat.TEXT);
    }

    public static ColumnMeta output(String name, int type) {
        return new ColumnMeta(name, "", "", "", 0, 0, type, -1, 0, 0, CellFormat.TEXT);
    }

    /// A column of a table, by the numbers of PostgreSQL.
    public static ColumnMeta column(String name, long table, int attribute) {
        return new ColumnMeta(name, "", "", "", table, attribute, TEXT, -1, 0, 0, CellFormat.TEXT);
    }

    /// A column of a table, by the names of MySQL, as VARCHAR in UTF-8.
    public static ColumnMeta column(String name, String schema, String table, String column) {
        return new ColumnMeta(name, schema, table, column, 0, 0, 253, 400, 0, 45, CellFormat.TEXT);
    }

    /// The plan for the next result, after it was held against what was read.
    public RowPlan plan(ColumnMeta... columns) {
        Provenance provenance = watch.provenance();
        if (provenance != null) {
            watch.announced(provenance.compare(results, AnnouncedColumns.of(List.of(columns))));
        }
        results++;
        return watch.columns(List.of(columns));
    }

    public Refusal refusal(ColumnMeta... columns) {
        return ((RowPlan.Refuse) plan(columns)).refusal();
    }

    /// One row of `cells`, as the client gets it.
    public List<String> row(ColumnMeta[] columns, String... cells) {
        return row(plan(columns), cells);
    }

    public static List<String> row(RowPlan plan, String... cells) {
        return switch (plan) {
            case RowPlan.PassThrough _ -> List.of(cells);
            case RowPlan.Edit(var edits) -> edited(edits, cells);
            case RowPlan.Refuse(Refusal refusal) -> throw new AssertionError(refusal.message());
        };
    }

    public static List<String> edited(List<CellEdit> edits, String... cells) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            row.add(edits.get(i) == null ? cells[i] : edited(edits.get(i), cells[i]));
        }
        return row;
    }

    private static String edited(CellEdit edit, String cell) {
        ByteBuf in = Unpooled.copiedBuffer(cell, StandardCharsets.UTF_8);
        ByteBuf out = Unpooled.buffer();
        int written = edit.edit(in, 0, in.readableBytes(), out);
        return switch (written) {
            case CellEdit.UNCHANGED -> cell;
            case CellEdit.NULL -> null;
            default -> out.toString(StandardCharsets.UTF_8);
        };
    }
}
