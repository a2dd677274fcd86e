package dev.gatehouse.mask;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;
import dev.gatehouse.wire.row.StreamEdit;

import static org.assertj.core.api.Assertions.assertThat;

/// Columns and cells for tests of masks.
final class Cells {
    static final HashKey KEY = new HashKey("k1", new Secret("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
    static final MaskCatalog POSTGRES = new MaskCatalog(TypeSystem.POSTGRESQL, KEY);
    static final MaskCatalog MYSQL = new MaskCatalog(TypeSystem.MYSQL, KEY);
    static final int UTF8MB4 = 45;
    static final int BINARY = 63;

    private Cells() {}

    static ColumnMeta pg(PgType type, CellFormat format) {
        return pg(type.oid(), format);
    }

    static ColumnMeta pg(int oid, CellFormat format) {
        return new ColumnMeta("c", "", "", "", 0, 0, oid, -1, 0, 0, format);
    }

    static ColumnMeta mysql(int type, int flags, int charset, CellFormat format) {
        return new ColumnMeta("c", "", "", "", 0, 0, type, 255, flags, charset, format);
    }

    static CellEdit whole(MaskCatalog catalog, ColumnMeta column, Mask mask) {
        return whole(catalog, column, mask, SensitiveKind.NATIONAL_ID);
    }

    static CellEdit whole(MaskCatalog catalog, ColumnMeta column, Mask mask, SensitiveKind kind) {
        MaskCatalog.Bound bound = catalog.whole(column, mask, kind, new MaskTally());
        assertThat(bound).isInstanceOf(MaskCatalog.Bound.Serves.class);
        return ((MaskCatalog.Bound.Serves) bound).edit();
    }

    /// What the client gets of a large cell in pieces of one length; null when it is refused.
    static byte @Nullable [] streamed(CellEdit edit, byte[] cell, int pieceBytes) {
        StreamEdit stream = edit.stream(true);
        assertThat(stream).isNotNull();
        ByteBuf in = Unpooled.wrappedBuffer(cell);
        ByteBuf out = Unpooled.buffer(cell.length);
        for (int at = 0; at < cell.length; at += pieceBytes) {
            if (!stream.edit(in, at, Math.min(pieceBytes, cell.length - at), out)) {
                return null;
            }
        }
        return stream.end(out) ? ByteBufUtil.getBytes(out) : null;
    }

    /// What the client gets, or null for NULL; the cell stands between others, and what is around it in `out` is
    /// held to stay.
    static byte @Nullable [] edited(CellEdit edit, byte[] cell) {
        ByteBuf row = Unpooled.buffer().writeInt(0x41424344).writeBytes(cell).writeInt(0x45464748);
        ByteBuf out = Unpooled.buffer().writeInt(0x61626364);
        byte[] before = row.array().clone();
        int written = edit.edit(row, 4, cell.length, out);
        assertThat(row.array()).isEqualTo(before);
        assertThat(row.readerIndex()).isZero();
        assertThat(out.getInt(0)).isEqualTo(0x61626364);
        assertThat(out.writerIndex()).isEqualTo(4 + Math.max(0, written));
        if (written == CellEdit.NULL) {
            return null;
        }
        if (written == CellEdit.UNCHANGED) {
            return cell;
        }
        byte[] result = new byte[written];
        out.getBytes(4, result);
        return result;
    }

    static @Nullable String text(CellEdit edit, String cell) {
        byte[] result = edited(edit, cell.getBytes(StandardCharsets.UTF_8));
        return result == null ? null : new String(result, StandardCharsets.UTF_8);
    }
}
