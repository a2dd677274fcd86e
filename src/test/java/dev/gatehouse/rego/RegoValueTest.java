package dev.gatehouse.rego;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegoValueTest {
    @Test
    void oneNumberHasOneForm() {
        assertThat(RegoNumber.of(new BigDecimal("1.0")))
                .isEqualTo(RegoNumber.of(1))
                .hasSameHashCodeAs(RegoNumber.of(1));
        assertThat(RegoNumber.of(new BigDecimal("1e3"))).isEqualTo(RegoNumber.of(1_000));
        assertThat(RegoNumber.of(BigInteger.TWO.pow(64))).isNotEqualTo(RegoNumber.of(0));
        assertThat(RegoNumber.of(new BigDecimal("0.10"))).isEqualTo(RegoNumber.of(new BigDecimal("0.1")));
    }

    @Test
    void numberThatWouldFillTheMemoryIsRefused() {
        assertThatThrownBy(() -> RegoNumber.of(new BigDecimal("1e999999999"))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> RegoJson.parse("1e999999999")).isInstanceOf(RegoJson.Malformed.class);
    }

    @Test
    void typesSortAsInOpa() throws Exception {
        // Given
        var ordered = List.of(
                RegoJson.parse("null"),
                RegoJson.parse("false"),
                RegoJson.parse("true"),
                RegoJson.parse("-1.5"),
                RegoJson.parse("10"),
                RegoJson.parse("1e30"),
                RegoJson.parse("\"\""),
                RegoJson.parse("\"\\uFFFD\""),
                RegoJson.parse("\"\\uD83D\\uDE00\""),
                RegoJson.parse("[]"),
                RegoJson.parse("[1]"),
                RegoJson.parse("[1,2]"),
                RegoJson.parse("{}"),
                RegoJson.parse("{\"a\":1}"),
                RegoJson.parse("{\"a\":2}"),
                RegoSet.EMPTY,
                RegoSet.of(RegoNumber.of(1)));
        var shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(7));
        // When
        shuffled.sort(RegoValue.ORDER);
        // Then
        assertThat(shuffled).isEqualTo(ordered);
    }

    @Test
    void setsAndObjectsForgetTheOrderOfInsertion() {
        // Given
        var up = RegoSet.draft(0);
        var down = RegoSet.draft(0);
        var upObject = RegoObject.draft(0);
        var downObject = RegoObject.draft(0);
        for (int i = 0; i < 500; i++) {
            up.insert(RegoNumber.of(i));
            down.insert(RegoNumber.of(499 - i));
            upObject.insert(RegoString.of("k" + i), RegoNumber.of(i));
            downObject.insert(RegoString.of("k" + (499 - i)), RegoNumber.of(499 - i));
        }
        // When / Then
        assertThat(up).isEqualTo(down).hasSameHashCodeAs(down);
        assertThat(upObject).isEqualTo(downObject).hasSameHashCodeAs(downObject);
        assertThat(down.at(0)).isEqualTo(RegoNumber.of(0));
        assertThat(upObject.get("k321")).isEqualTo(RegoNumber.of(321));
        assertThat(upObject.get("k500")).isNull();
    }

    @Test
    void jsonGoesInAndComesOut() throws Exception {
        var text = "{\"a\":[1,2.5,-3,1e+3],\"b\":{\"c\":null,\"d\":true},\"e\":\"\\u00e9\\ud83d\\ude00\\\"\\\\\\n\"}";
        assertThat(RegoJson.print(RegoJson.parse(text)))
                .isEqualTo("{\"a\":[1,2.5,-3,1000],\"b\":{\"c\":null,\"d\":true},\"e\":\"é😀\\\"\\\\\\n\"}");
    }

    @Test
    void textThatIsNoJsonIsRefused() {
        for (var text : List.of(
                "",
                "{",
                "[1,]",
                "{\"a\":1,\"a\":2}",
                "01",
                "+1",
                "1.",
                ".5",
                "1e",
                "tru",
                "\"\n\"",
                "\"\\x\"",
                "[1] 2",
                "nul",
                "{\"a\" 1}",
                "{1:2}",
                "\"\\u12\"",
                "[".repeat(300) + "]".repeat(300))) {
            assertThatThrownBy(() -> RegoJson.parse(text)).as(text).isInstanceOf(RegoJson.Malformed.class);
        }
    }
}
