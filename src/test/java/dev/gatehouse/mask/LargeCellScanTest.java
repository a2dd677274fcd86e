package dev.gatehouse.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;

import static dev.gatehouse.mask.CellScans.PARTIAL;
import static dev.gatehouse.mask.CellScans.REDACT;
import static dev.gatehouse.mask.CellScans.pg;
import static org.assertj.core.api.Assertions.assertThat;

/// What a scan leaves of cells that it looks at in windows.
class LargeCellScanTest {
    @Test
    void aFindingIsSeenWhereverItStandsInALargeCell() {
        // Given
        CellEdit text = pg(PgType.TEXT, CellFormat.TEXT, PARTIAL);
        CellEdit json = pg(PgType.JSON, CellFormat.TEXT, PARTIAL);
        CellEdit xml = pg(PgType.XML, CellFormat.TEXT, PARTIAL);

        for (int before = 48_900; before < 65_700; before += 211) {
            // When
            String filler = "filler ".repeat(before / 7) + "f".repeat(before % 7) + " ";
            String rest = " rest \"".repeat(5_000);

            // Then
            assertThat(Cells.text(text, filler + "anna@company.com" + rest))
                    .isEqualTo(filler + "a***@c******.com" + rest);
            assertThat(Cells.text(json, "{\"a\":\"" + filler + "anna@company.com\", \"b\":5555555555554444}"))
                    .isEqualTo("{\"a\":\"" + filler + "a***@c******.com\", \"b\":1111111111114444}");
            assertThat(Cells.text(xml, "<a b='" + filler + "anna@company.com'>4</a>"))
                    .isEqualTo("<a b='" + filler + "a***@c******.com'>4</a>");
        }
    }

    @Test
    void aCardKeepsItsLastDigitsAtTheBorderOfWindows() {
        // Given
        CellEdit text = pg(PgType.TEXT, CellFormat.TEXT, PARTIAL);
        String cards = "5555555555554444 ".repeat(20_000);

        // When
        String left = Cells.text(text, cards);

        // Then
        assertThat(left).isEqualTo("************4444 ".repeat(20_000));
    }

    /// Bytes that look like the rest of a character, and nothing but such bytes, up to the border of a window.
    @Test
    void aLargeCellOfContinuationBytesIsReadToItsEnd() {
        String finding = " anna@company.com";
        for (PgType type : new PgType[] {PgType.TEXT, PgType.JSON, PgType.XML, PgType.BYTEA}) {
            for (int before : new int[] {0, 1, 2, 48_000}) {
                // Given
                byte[] cell = new byte[200_000];
                Arrays.fill(cell, (byte) 0x80);
                Arrays.fill(cell, 0, before, (byte) 'a');
                byte[] tail = finding.getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(tail, 0, cell, cell.length - tail.length, tail.length);
                CellEdit edit = pg(type, CellFormat.TEXT, PARTIAL);

                // When
                byte[] left = Cells.edited(edit, cell);
                byte[] pieces = Cells.streamed(edit, cell, 7_001);

                // Then
                assertThat(pieces).isEqualTo(left);
                assertThat(new String(left, StandardCharsets.ISO_8859_1)).endsWith(" a***@c******.com");
            }
        }
    }

    @Test
    void escapesAreNotCutAtTheBorderOfWindows() throws Exception {
        // Given
        CellEdit json = pg(PgType.JSON, CellFormat.TEXT, REDACT);

        for (int shift = 0; shift < 8; shift++) {
            // When
            String cell = "[\"" + "x".repeat(shift) + "\\u0020".repeat(30_000) + "anna@company.com\"]";
            String left = Cells.text(json, cell);

            // Then
            assertThat(left).isEqualTo(cell.replace("anna@company.com", "*".repeat(16)));
        }
    }
}
