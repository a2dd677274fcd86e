package dev.gatehouse.mask;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;
import dev.gatehouse.wire.row.StreamEdit;

import static org.assertj.core.api.Assertions.assertThat;

/// What is left of cells that are too large to be in memory at once.
class FillingTest {
    private final MaskTally tally = new MaskTally();

    private CellEdit whole(int typeId, CellFormat format) {
        ColumnMeta column = new ColumnMeta("a", "", "", "", 0, 0, typeId, -1, 0, 0, format);
        return PgRedaction.of(column, SensitiveKind.NAME, tally);
    }

    private static @Nullable String filled(CellEdit edit, int lengthBytes, int pieceBytes) {
        StreamEdit stream = edit.stream(lengthBytes);
        if (stream == null) {
            return null;
        }
        ByteBuf cell = Unpooled.buffer(lengthBytes).writerIndex(lengthBytes);
        for (int at = 0; at < lengthBytes; at += pieceBytes) {
            stream.edit(cell, at, Math.min(pieceBytes, lengthBytes - at));
        }
        return cell.toString(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "25, TEXT, *******",
        "25, BINARY, *******",
        "1043, TEXT, *******",
        "114, TEXT, '\"*****\"'",
        "3802, TEXT, '\"*****\"'",
        "3802, BINARY, '\1\"****\"'",
        "17, TEXT, \\x00000",
    })
    void cellsKeepTheirLengthAndStayValuesOfTheirType(int typeId, CellFormat format, String expected) {
        for (int pieceBytes = 1; pieceBytes <= 7; pieceBytes++) {
            assertThat(filled(whole(typeId, format), 7, pieceBytes)).isEqualTo(expected);
        }
        assertThat(tally.byKind().values()).containsExactly(7L);
    }

    @Test
    void valuesOfOneLengthAreNotFilled() {
        assertThat(filled(whole(1082, CellFormat.TEXT), 10, 3)).isNull();
    }

    @Test
    void aCellTooShortForItsTypeIsNotFilled() {
        assertThat(filled(whole(3802, CellFormat.BINARY), 2, 1)).isNull();
    }
}
