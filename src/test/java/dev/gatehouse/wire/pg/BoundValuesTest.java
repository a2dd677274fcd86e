package dev.gatehouse.wire.pg;

import java.util.HexFormat;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.ToldValues;

import static org.assertj.core.api.Assertions.assertThat;

/// The values of a `Bind`, one by one.
class BoundValuesTest {
    private static final String RESULT_FORMATS = "0000";

    @Test
    void valuesWithoutFormatsAreTexts() {
        assertThat(told("0000" + "0003" + "00000001" + "41" + "ffffffff" + "00000000", ""))
                .containsExactly("0 text 41", "1 null", "2 text ");
    }

    @Test
    void oneFormatIsThatOfAll() {
        assertThat(told("00010001" + "0002" + "00000001" + "00" + "00000002" + "0102", "00000010"))
                .containsExactly("0 binary 16 00", "1 binary 0 0102");
    }

    @Test
    void eachHasItsFormatAndType() {
        assertThat(told("000200000001" + "0002" + "00000001" + "37" + "00000001" + "05", "0000001900000010"))
                .containsExactly("0 text 37", "1 binary 16 05");
    }

    private static List<String> told(String hex, String types) {
        ByteBuf frame = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex + RESULT_FORMATS));
        BoundValues values = BoundValues.read(frame, 0, frame.writerIndex());
        ToldValues told = new ToldValues();
        BoundValues.tell(values.bytes(), HexFormat.of().parseHex(types), told);
        return told.lines();
    }
}
