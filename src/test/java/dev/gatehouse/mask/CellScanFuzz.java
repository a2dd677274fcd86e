package dev.gatehouse.mask;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.support.FuzzSeeds;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;

/// Any bytes as a cell of any type: they are read to their end, and what leaves is as long as they were.
class CellScanFuzz {
    private static final KindMasks MASKS = KindMasks.every(Mask.PARTIAL);
    private static final List<ColumnMeta> POSTGRES = Stream.of(
                    0,
                    70_000,
                    PgType.TEXT.oid(),
                    PgType.JSON.oid(),
                    PgType.JSONB.oid(),
                    PgType.XML.oid(),
                    PgType.BYTEA.oid(),
                    PgType.RECORD.oid(),
                    PgType.TEXT.arrayOid(),
                    PgType.JSONB.arrayOid())
            .flatMap(oid -> Stream.of(Cells.pg(oid, CellFormat.TEXT), Cells.pg(oid, CellFormat.BINARY)))
            .toList();
    private static final List<ColumnMeta> MYSQL = Stream.of(45, 63, 54, 56, 60)
            .map(charset -> Cells.mysql(252, 0, charset, CellFormat.TEXT))
            .toList();

    static Stream<Arguments> seeds() {
        return FuzzSeeds.of("cells");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void anyCell(byte[] input) {
        if (input.length < 2) {
            return;
        }
        byte[] cell = Arrays.copyOfRange(input, 1, input.length);
        int index = (input[0] & 0xFF) % (POSTGRES.size() + MYSQL.size());
        CellEdit edit = index < POSTGRES.size()
                ? Cells.POSTGRES.scan(POSTGRES.get(index), MASKS, new MaskTally())
                : Cells.MYSQL.scan(MYSQL.get(index - POSTGRES.size()), MASKS, new MaskTally());
        assertThat(edit).isNotNull();
        byte[] left = Cells.edited(edit, cell);
        if (left != null) {
            assertThat(left).hasSameSizeAs(cell);
        }
    }

    /// The same bytes again and again, until they do not fit into a window, in pieces of some length.
    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void anyLargeCellInPieces(byte[] input) {
        if (input.length < 3) {
            return;
        }
        byte[] cell = new byte[CellText.WINDOW_BYTES + input.length];
        for (int at = 0; at < cell.length; at++) {
            cell[at] = input[2 + at % (input.length - 2)];
        }
        int index = (input[0] & 0xFF) % (POSTGRES.size() + MYSQL.size());
        ColumnMeta column = index < POSTGRES.size() ? POSTGRES.get(index) : MYSQL.get(index - POSTGRES.size());
        MaskCatalog catalog = index < POSTGRES.size() ? Cells.POSTGRES : Cells.MYSQL;
        CellEdit edit = catalog.scan(column, MASKS, new MaskTally());
        assertThat(edit).isNotNull();

        byte[] left = Cells.edited(edit, cell);
        byte[] pieces = Cells.streamed(edit, cell, 1 + (input[1] & 0xFF) * 97);

        if (column.format() == CellFormat.TEXT) {
            assertThat(pieces).isEqualTo(left);
        } else if (pieces != null && left != null) {
            assertThat(pieces).isEqualTo(left);
        }
    }
}
