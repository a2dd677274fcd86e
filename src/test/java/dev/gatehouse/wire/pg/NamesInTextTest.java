package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamesInTextTest {
    /// Letters that fold into others, their neighbours, and what stands in names.
    @Property
    void aWordIsFoundWhereAnyPlaceMatchesWithoutRegardToCase(
            @ForAll @Chars({'a', 'A', 'k', 'K', '\u212a', 's', 'S', '\u017f', 'i', 'I', '\u0131', '\u0130', '_', '"'})
                    String sql,
            @ForAll
                    @NotEmpty
                    @Chars({'a', 'A', 'k', 'K', '\u212a', 's', 'S', '\u017f', 'i', 'I', '\u0131', '\u0130', '_', '"'})
                    String word) {
        boolean anywhere = false;
        for (int index = 0; index + word.length() <= sql.length(); index++) {
            anywhere |= sql.regionMatches(true, index, word, 0, word.length());
        }

        assertThat(NamesInText.contains(sql, word)).isEqualTo(anywhere);
    }

    @Property
    void asciiIsFoundAsInLowerCase(
            @ForAll @CharRange(from = 1, to = 126) String sql,
            @ForAll @NotEmpty @CharRange(from = 1, to = 126) String word) {
        assertThat(NamesInText.contains(sql, word))
                .isEqualTo(sql.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)));
    }

    @Test
    void aKeyWordIsFoundInAnyCase() {
        assertThat(NamesInText.contains("/* */ PrePare s as select 1", "prepare"))
                .isTrue();
        assertThat(NamesInText.contains("select prepar, e", "prepare")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTF8",
                "SQL_ASCII",
                "LATIN1",
                "LATIN9",
                "KOI8R",
                "WIN1252",
                "WIN874",
                "EUC_JP",
                "EUC_KR",
                "EUC_CN"
            })
    void asciiIsItselfInEveryEncodingThatIsRead(String encoding) {
        byte[] ascii = new byte[127];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = (byte) (i + 1);
        }
        var charset = PgText.charset(encoding).orElseThrow();

        assertThat(PgText.decode(Unpooled.wrappedBuffer(ascii), 0, ascii.length, charset))
                .isEqualTo(Optional.of(new String(ascii, charset)))
                .isEqualTo(Optional.of(new String(ascii, StandardCharsets.US_ASCII)));
    }

    @Test
    void whatIsNotTextInTheEncodingIsNotRead() {
        byte[] broken = {'a', (byte) 0xc3, 'b'};

        assertThat(PgText.decode(Unpooled.wrappedBuffer(broken), 0, broken.length, StandardCharsets.UTF_8))
                .isEmpty();
    }
}
