package dev.gatehouse.mask;

import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;

/// Scans of columns, for tests.
final class CellScans {
    static final KindMasks PARTIAL = KindMasks.every(Mask.PARTIAL);
    static final KindMasks REDACT = KindMasks.every(Mask.REDACT);
    static final int UNKNOWN_OID = 70_000;

    private CellScans() {}

    static CellEdit pg(PgType type, CellFormat format, KindMasks masks) {
        return pg(type.oid(), format, masks);
    }

    static CellEdit pg(int oid, CellFormat format, KindMasks masks) {
        CellEdit edit = Cells.POSTGRES.scan(Cells.pg(oid, format), masks, new MaskTally());
        assertThat(edit).isNotNull();
        return edit;
    }

    static CellEdit mysql(int type, int charset, KindMasks masks) {
        ColumnMeta column = Cells.mysql(type, 0, charset, CellFormat.TEXT);
        CellEdit edit = Cells.MYSQL.scan(column, masks, new MaskTally());
        assertThat(edit).isNotNull();
        return edit;
    }
}
