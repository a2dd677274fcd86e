package dev.gatehouse.mask;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;

import static org.assertj.core.api.Assertions.assertThat;

class ScanProperties {
    private static final List<String> SECRETS = List.of("anna@company.com", "4111111111111111");
    private static final KindMasks MASKS = KindMasks.every(Mask.REDACT);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Property(tries = 500)
    void aTextKeepsItsLengthAndAllThatIsNoFinding(@ForAll("pieces") List<String> pieces) {
        // Given
        String cell = "text: " + String.join(" ", pieces) + ".";

        // When
        String left = Cells.text(pg(PgType.TEXT, CellFormat.TEXT), cell);

        // Then
        String expected = cell;
        for (String secret : SECRETS) {
            expected = expected.replace(secret, "*".repeat(secret.length()));
        }
        assertThat(left).isEqualTo(expected);
    }

    @Property(tries = 500)
    void aJsonDocumentKeepsItsShape(
            @ForAll("pieces") List<String> pieces, @ForAll long number, @ForAll boolean escaping) throws IOException {
        // Given
        ObjectNode document =
                JsonNodeFactory.instance.objectNode().put("n", number).put("card", 5555555555554444L);
        for (int i = 0; i < pieces.size(); i++) {
            document.put("k" + i, pieces.get(i))
                    .putArray("a" + i)
                    .add(pieces.get(i))
                    .add(true)
                    .addNull();
        }
        String cell = (escaping ? ESCAPING : JSON).writeValueAsString(document);

        // When
        String text = Cells.text(pg(PgType.JSON, CellFormat.TEXT), cell);
        String binary = Cells.text(pg(PgType.JSONB, CellFormat.BINARY), "\1" + cell);

        // Then
        assertThat(binary).isEqualTo("\1" + text);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(cell.getBytes(StandardCharsets.UTF_8).length);
        JsonNode left = JSON.readTree(text);
        assertThat(left.get("card").asLong()).isEqualTo(1111111111111111L);
        for (int i = 0; i < pieces.size(); i++) {
            String expected = hidden(pieces.get(i));
            assertThat(left.get("k" + i).asText()).isEqualTo(expected);
            assertThat(left.get("a" + i).get(0).asText()).isEqualTo(expected);
            assertThat(left.get("a" + i)).hasSize(3);
        }
    }

    @Property(tries = 500)
    void anArrayKeepsItsElements(@ForAll("pieces") List<String> pieces) {
        // Given
        byte[] cell = array(pieces);

        // When
        byte[] left = Cells.edited(pg(PgType.TEXT.arrayOid(), CellFormat.BINARY), cell);

        // Then
        assertThat(left)
                .isEqualTo(array(pieces.stream().map(ScanProperties::hidden).toList()));
    }

    @Property(tries = 300)
    void anyBytesAtAllAreLeftAsLongAsTheyWere(
            @ForAll byte[] noise, @ForAll("types") int type, @ForAll CellFormat format) {
        // Given
        CellEdit edit = Cells.POSTGRES.scan(Cells.pg(type, format), MASKS, new MaskTally());
        byte[] secret = "\0anna@company.com ".getBytes(StandardCharsets.US_ASCII);
        byte[] cell = ByteBuffer.allocate(noise.length + secret.length)
                .put(noise)
                .put(secret)
                .array();

        // When
        byte[] left = Cells.edited(edit, cell);

        // Then
        if (left != null) {
            assertThat(left).hasSameSizeAs(cell);
            assertThat(new String(left, StandardCharsets.ISO_8859_1)).doesNotContain("anna@company");
        }
    }

    @Provide
    Arbitrary<Integer> types() {
        return Arbitraries.of(
                0,
                70_000,
                PgType.TEXT.oid(),
                PgType.JSON.oid(),
                PgType.JSONB.oid(),
                PgType.XML.oid(),
                PgType.BYTEA.oid(),
                PgType.RECORD.oid(),
                PgType.TEXT.arrayOid(),
                PgType.TSVECTOR.oid());
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "anna@company.com",
                        "4111111111111111",
                        "plain words",
                        "Größe",
                        "\"",
                        "\\",
                        "a \"quoted\" b",
                        "\n",
                        "\t{},[]",
                        "to anna@company.com",
                        "日本",
                        "\u0001",
                        "7",
                        "")
                .list()
                .ofMaxSize(12);
    }

    private static String hidden(String piece) {
        String left = piece;
        for (String secret : SECRETS) {
            left = left.replace(secret, "*".repeat(secret.length()));
        }
        return left;
    }

    private static byte[] array(List<String> values) {
        ByteBuffer array = ByteBuffer.allocate(2_000)
                .putInt(values.isEmpty() ? 0 : 1)
                .putInt(0)
                .putInt(PgType.TEXT.oid());
        if (!values.isEmpty()) {
            array.putInt(values.size()).putInt(1);
        }
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            array.putInt(bytes.length).put(bytes);
        }
        return java.util.Arrays.copyOf(array.array(), array.position());
    }

    private static CellEdit pg(PgType type, CellFormat format) {
        return pg(type.oid(), format);
    }

    private static CellEdit pg(int oid, CellFormat format) {
        CellEdit edit = Cells.POSTGRES.scan(Cells.pg(oid, format), MASKS, new MaskTally());
        assertThat(edit).isNotNull();
        return edit;
    }
}
