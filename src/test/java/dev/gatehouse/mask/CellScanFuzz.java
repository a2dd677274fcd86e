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
}
