package dev.gatehouse.wire.mysql;

import java.util.HexFormat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ColumnDefinitionTest {
    private static final String NAMES =
            "03646566" + "0473686f70" + "0174" + "0174" + "0161" + "0162"; // def shop t t a b
    private static final String FIXED = "0c" + "2d00" + "ffffffff" + "fc" + "9000" + "00" + "0000";

    private static ColumnMeta read(String hex, boolean extended) {
        ByteBuf bytes = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
        return ColumnDefinition.read(bytes, 0, bytes.readableBytes(), CellFormat.TEXT, extended);
    }

    @Test
    void aColumnThatIsToldToBeJsonIsJson() {
        assertThat(read(NAMES + "06" + "01" + "046a736f6e" + FIXED, true).typeId())
                .isEqualTo(245);
        assertThat(read(NAMES + "0c" + "00" + "0475756964" + "01" + "046a736f6e" + FIXED, true)
                        .typeId())
                .isEqualTo(245);
    }

    @Test
    void whatMariaDbSendsAsAStringIsOfTheTypeThatItNames() {
        assertThat(read(NAMES + "06" + "00" + "0475756964" + FIXED, true).typeId())
                .isEqualTo(ColumnMeta.MARIADB_UUID);
        assertThat(read(NAMES + "07" + "00" + "05696e657436" + FIXED, true).typeId())
                .isEqualTo(ColumnMeta.MARIADB_INET6);
        assertThat(read(NAMES + "07" + "00" + "05696e657434" + FIXED, true).typeId())
                .isEqualTo(ColumnMeta.MARIADB_INET4);
    }

    @Test
    void otherExtendedInformationIsPassedOver() {
        ColumnMeta plain = read(NAMES + FIXED, false);

        assertThat(plain.typeId()).isEqualTo(252);
        assertThat(read(NAMES + "00" + FIXED, true)).isEqualTo(plain);
        assertThat(read(NAMES + "07" + "00" + "05706f696e74" + FIXED, true)).isEqualTo(plain);
    }

    @Test
    void extendedInformationThatEndsEarlyIsAViolation() {
        assertThatThrownBy(() -> read(NAMES + "02" + "0109" + FIXED, true))
                .isInstanceOf(dev.gatehouse.wire.ProtocolViolation.class);
        assertThatThrownBy(() -> read(NAMES + "7f" + FIXED, true))
                .isInstanceOf(dev.gatehouse.wire.ProtocolViolation.class);
    }
}
