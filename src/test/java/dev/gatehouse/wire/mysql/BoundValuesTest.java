package dev.gatehouse.wire.mysql;

import java.util.HexFormat;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.ToldValues;
import dev.gatehouse.wire.ProtocolViolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The values of a `COM_STMT_EXECUTE`, one by one.
class BoundValuesTest {
    /// LONG, VAR_STRING, DATE, LONG (NULL), BLOB.
    private static final String TYPES = "0300" + "fd00" + "0a00" + "0300" + "fc00";

    @Test
    void eachValueIsToldByItsType() {
        assertThat(told("08" + "01" + TYPES + "05000000" + "0141" + "04b2070101" + "0100", LongData.NONE))
                .containsExactly("0 binary 3 05000000", "1 text 41", "2 binary 10 04b2070101", "3 null", "4 text 00");
    }

    @Test
    void whatCameAsLongDataIsNotRead() {
        LongData sent = new LongData();
        sent.add(4, Unpooled.wrappedBuffer(new byte[] {1}));

        assertThat(told("08" + "01" + TYPES + "05000000" + "0141" + "00", sent))
                .containsExactly("0 binary 3 05000000", "1 text 41", "2 binary 10 00", "3 null", "4 unread");
    }

    @Test
    void nothingButNullsNeedsNoTypes() {
        assertThat(told("1f" + "00", LongData.NONE)).containsExactly("0 null", "1 null", "2 null", "3 null", "4 null");
        ByteBuf nulls = Unpooled.wrappedBuffer(HexFormat.of().parseHex("1f" + "00"));
        assertThat(BoundValues.read(nulls, 5, false, new byte[0], LongData.NONE).types())
                .isEmpty();
        assertThatThrownBy(() -> told("0f" + "00" + "0141", LongData.NONE))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("without types");
    }

    private static List<String> told(String hex, LongData sent) {
        ByteBuf packet = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
        BoundValues values = BoundValues.read(packet, 5, false, new byte[0], sent);
        ToldValues told = new ToldValues();
        values.values(told);
        return told.lines();
    }
}
