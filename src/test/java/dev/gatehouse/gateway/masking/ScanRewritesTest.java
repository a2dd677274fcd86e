package dev.gatehouse.gateway.masking;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;

import static org.assertj.core.api.Assertions.assertThat;

/// Columns that a policy has masked where texts read them.
class ScanRewritesTest {
    private static final String TABLES = """
            public.people: id, name, ssn
            public.orders: id, note
            public.seen: id, number = select id, ssn from public.people
            """;

    @TempDir
    Path directory;

    private Conversation talk;

    @BeforeEach
    void build() throws IOException {
        talk = Conversation.postgres(directory, TABLES);
        talk.house.policy.answers("{\"allow\":true,\"obligations\":[{\"type\":\"mask\",\"kinds\":{\"*\":\"redact\"},"
                + "\"at_scan\":[\"public.people.ssn\"]}]}");
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void aConditionSeesTheMask() {
        // When
        Ruling ruling = talk.rule("select id, ssn from people where ssn like '1%' order by ssn");

        // Then
        assertThat(((Ruling.ForwardAs) ruling).sql())
                .startsWith("select id, ssn from (select \"id\", \"name\", ")
                .endsWith(" as \"ssn\" from \"public\".\"people\") as \"people\" where ssn like '1%' order by ssn")
                .doesNotContain("\"ssn\",");
    }

    @Test
    void aTextThatDoesNotReadThemGoesAsItCame() {
        assertThat(talk.rule("select note from orders where note like '1%'")).isInstanceOf(Ruling.Forward.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update people set name = 'x' where ssn = '1'",
                "delete from people where ssn like '1%'",
                "select number from seen where number like '1%'",
                "with people as (select ssn from public.people) select ssn from people",
                "select * from only people",
            })
    void whereThereIsNoRoomForMasksTheTextIsRefused(String sql) {
        // When
        Ruling ruling = talk.rule(sql);

        // Then
        assertThat(ruling).isInstanceOf(Ruling.Refuse.class);
        Refusal refusal = ((Ruling.Refuse) ruling).refusal();
        assertThat(refusal).isInstanceOf(Refusal.Denied.class);
        assertThat(refusal.message()).contains("(rule masking/at-scan)");
    }

    @Test
    void aPatternThatIsNoColumnIsARefusal() {
        talk.house.policy.answers("{\"allow\":true,\"obligations\":[{\"type\":\"mask\",\"kinds\":{\"*\":\"redact\"},"
                + "\"at_scan\":[\"ssn\"]}]}");

        assertThat(talk.rule("select note from orders")).isInstanceOf(Ruling.Refuse.class);
    }
}
