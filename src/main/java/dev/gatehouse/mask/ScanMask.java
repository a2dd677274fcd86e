package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;
import dev.gatehouse.wire.row.StreamEdit;

/// Hides what is found in the text of a cell, byte for byte; the rest stays, and so does the cell's length.
///
/// A finding whose mask is `partial` keeps its shape, any other is hidden whole. A cell leaves as NULL when there
/// is a finding in it and no telling which bytes hold it together.
final class ScanMask implements CellEdit {
    private static final int WALKED = -1;

    /// Null when the cells are binary values that have to be walked.
    private final @Nullable Reading reading;

    private final int type;
    private final @Nullable Mask[] masks;
    private final MaskTally tally;

    private ScanMask(@Nullable Reading reading, int type, KindMasks masks, MaskTally tally) {
        this.reading = reading;
        this.type = type;
        SensitiveKind[] kinds = SensitiveKind.values();
        this.masks = new Mask[kinds.length];
        for (SensitiveKind kind : kinds) {
            this.masks[kind.ordinal()] = masks.of(kind).orElse(null);
        }
        this.tally = tally;
    }

    /// Null when cells of the column have no text.
    static @Nullable CellEdit of(TypeSystem types, ColumnMeta column, KindMasks masks, MaskTally tally) {
        if (masks.masks().isEmpty()) {
            return null;
        }
        return switch (types) {
            case POSTGRESQL -> ofPostgres(column, masks, tally);
            case MYSQL -> {
                Reading reading = ofMysql(column);
                yield reading == null ? null : new ScanMask(reading, WALKED, masks, tally);
            }
        };
    }

    private static @Nullable CellEdit ofPostgres(ColumnMeta column, KindMasks masks, MaskTally tally) {
        Reading reading = PgText.reading(column.typeId());
        if (reading == null) {
            return null;
        }
        boolean walked = column.format() == CellFormat.BINARY;
        return new ScanMask(walked ? null : reading, column.typeId(), masks, tally);
    }

    private static @Nullable Reading ofMysql(ColumnMeta column) {
        AsciiUnits units = AsciiUnits.ofCollation(column.charset());
        return switch (MysqlType.of(column)) {
            case TEXT, ENUM, SET -> Reading.of(units, Reading.BY_LOOK);
            case BYTES, UNKNOWN -> Reading.BY_LOOK;
            case JSON -> Reading.of(units, Reading.JSON);
            case NULL, TINY, SHORT, INT24, LONG, LONGLONG, YEAR, FLOAT, DOUBLE, DECIMAL, DATE, DATETIME, TIME, BIT ->
                null;
            case UUID, INET6, INET4, GEOMETRY, VECTOR -> null;
        };
    }

    @Override
    public @Nullable StreamEdit stream(boolean quotes) {
        return reading == null ? ScannedCell.binary(type, masks, tally) : new ScannedCell(reading, masks, tally);
    }

    @Override
    public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        if (lengthBytes == 0) {
            return UNCHANGED;
        }
        CellScan scan = CellScan.begin(row, start, lengthBytes, out, masks);
        if (reading == null) {
            return scan.end(PgBinary.hide(scan, type, start, lengthBytes, 0), tally);
        }
        scan.hide(reading, start, lengthBytes);
        return scan.end(true, tally);
    }
}
