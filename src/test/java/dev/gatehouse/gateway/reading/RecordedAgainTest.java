package dev.gatehouse.gateway.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.gateway.House;
import dev.gatehouse.gateway.KnownColumns;
import dev.gatehouse.support.Principals;

import static dev.gatehouse.gateway.reading.RecordedSessions.last;
import static dev.gatehouse.gateway.reading.RecordedSessions.postgres;
import static dev.gatehouse.gateway.reading.RecordedSessions.recorded;
import static org.assertj.core.api.Assertions.assertThat;

/// What of a text stands on the record when it comes again, or when less is known of it than at other times.
@Timeout(120)
class RecordedAgainTest {
    @TempDir
    Path directory;

    @Test
    void aKnownTextAndOnesLikeItStandThereTheSame() throws IOException {
        try (Conversation talk = postgres(directory)) {
            for (int i = 0; i < 4; i++) {
                assertThat(recorded(talk, "select id from people where ssn = 'Zebra'"))
                        .isEqualTo("select id from people where ssn = ?");
                assertThat(recorded(talk, "select id from people where ssn = 'Zebra" + i + "'"))
                        .isEqualTo("select id from people where ssn = ?");
                assertThat(recorded(talk, "select id from orders where note = 'a" + i + "@corp.example'"))
                        .isEqualTo("select id from orders where note = ?");
            }
            assertThat(journal(talk)).doesNotContain("Zebra", "corp.example");
        }
    }

    @Test
    void whatBecomesSensitiveLaterIsReplacedFromThenOn() throws IOException {
        try (Conversation talk = postgres(directory)) {
            String sql = "select id from people where city = 'Rome'";
            assertThat(recorded(talk, sql)).isEqualTo(sql);

            talk.house.knowledge = KnownColumns.at(2, "public.people.city", SensitiveKind.ADDRESS);

            assertThat(recorded(talk, sql)).isEqualTo("select id from people where city = ?");
        }
    }

    /// Where a letter may hold the byte of a quote, nobody can tell literals from words.
    @Test
    void aTextInAnEncodingThatIsNotReadIsNotKept() throws IOException {
        try (Conversation talk = postgres(directory)) {
            talk.variables.put("client_encoding", "SJIS");

            assertThat(recorded(talk, "select id from people where ssn = 'Zebra'"))
                    .isEqualTo("(text that cannot be read)");
        }
    }

    @Test
    void theArgumentsOfExecuteAreReplaced() throws IOException {
        try (Conversation talk = postgres(directory)) {
            talk.run("prepare p as select id from people where ssn = $1");

            assertThat(recorded(talk, "execute p('Zebra')")).isEqualTo("execute p(?)");
        }
    }

    /// The form of such a text holds the literal, so that its plain digest would give away which one it was.
    @Test
    void nobodyCanTryOutValuesOnTheFingerprint() throws IOException {
        try (Conversation talk = postgres(directory)) {
            recorded(talk, "select id from people where ssn = '1'::text");
            String hidden = last(talk).at("/statement/fingerprint").textValue();
            String shown = talk.statement().get("fingerprint").textValue();
            assertThat(hidden).hasSameSizeAs(shown).isNotEqualTo(shown);

            recorded(talk, "select id from people where ssn = '1'::text");
            assertThat(last(talk).at("/statement/fingerprint").textValue()).isEqualTo(hidden);

            recorded(talk, "select id from people where ssn = '1'");
            assertThat(last(talk).at("/statement/fingerprint").textValue())
                    .isEqualTo(talk.statement().get("fingerprint").textValue());
        }
    }

    @Test
    void withoutACatalogueNoLiteralStays() throws IOException {
        try (House house = new House(directory)) {
            house.rule(
                    house.session(Principals.alice(house.clock.instant().plusSeconds(600))),
                    "select * from t where ssn = 'Zebra'");

            assertThat(house.onlyLine("statement.decided").at("/statement/sql").textValue())
                    .isEqualTo("select * from t where ssn = ?");
        }
    }

    @Test
    void whatALoginSaysOfItselfIsLookedAtToo() {
        assertThat(RecordedTexts.said("psql for alice@corp.example")).isEqualTo("psql for ?");
        assertThat(RecordedTexts.claimed("alice@corp.example")).isEqualTo("alice@corp.example");
        assertThat(RecordedTexts.claimed("AKIAIOSFODNN7EXAMPLF")).isEqualTo("?");
    }

    private static String journal(Conversation talk) throws IOException {
        List<String> lines = Files.readAllLines(talk.house.directory.resolve("journal.jsonl"));
        return String.join("\n", lines);
    }
}
