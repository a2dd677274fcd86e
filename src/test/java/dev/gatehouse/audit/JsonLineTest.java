package dev.gatehouse.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JsonLineTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void commasStandWhereTheyBelong() {
        JsonLine line = new JsonLine(1).open().field("a", "x").field("n", 7).field("l", List.of("p", "q"));
        line.name("o").open().field("e", List.of()).close();
        line.name("t")
                .openList()
                .open()
                .field("i", 1)
                .close()
                .open()
                .field("i", 2)
                .close()
                .closeList();

        assertThat(text(line.close()))
                .isEqualTo("{\"a\":\"x\",\"n\":7,\"l\":[\"p\",\"q\"],\"o\":{\"e\":[]},\"t\":[{\"i\":1},{\"i\":2}]}");
    }

    @Test
    void controlCharactersAndQuotesAreEscapedSoThatALineIsOneLine() {
        assertThat(text(new JsonLine(4).text("a\"b\\c\n\r\t\u0000\u001f\u007f")))
                .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0000\\u001f\\u007f\"");
    }

    @Test
    void aLoneSurrogateIsReplaced() {
        assertThat(text(new JsonLine(4).text("a\ud800b\udc00"))).isEqualTo("\"a\ufffdb\ufffd\"");
    }

    @Property
    void anyTextComesBackAsItWas(@ForAll String value) throws Exception {
        String whole = new String(value.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);

        byte[] written = new JsonLine(0).open().field("v", whole).close().toBytes();

        assertThat(JSON.readTree(written).get("v").textValue()).isEqualTo(whole);
        assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain("\n");
    }

    private static String text(JsonLine line) {
        return new String(line.toBytes(), StandardCharsets.UTF_8);
    }
}
