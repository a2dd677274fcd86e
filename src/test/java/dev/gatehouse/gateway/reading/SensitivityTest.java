package dev.gatehouse.gateway.reading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.gateway.KnownColumns;

import static org.assertj.core.api.Assertions.assertThat;

/// What the policy is told of sensitive columns, and of which knowledge.
class SensitivityTest {
    @TempDir
    Path directory;

    private static Set<String> sensitive(JsonNode statement) {
        Set<String> all = new TreeSet<>();
        statement.get("columns").forEach(column -> column.get("sensitive")
                .forEach(kind -> all.add(column.get("name").textValue() + "=" + kind.textValue())));
        return all;
    }

    @Test
    void thePolicySeesTheKindsOfColumnsHoweverTheyAreNamed() throws IOException {
        try (Conversation talk = Conversation.postgres(directory)) {
            talk.house.knowledge = KnownColumns.at(1, "public.people.ssn", SensitiveKind.NATIONAL_ID);

            talk.run("select p.\"ssn\" as x, id from public.people p");

            assertThat(sensitive(talk.statement())).containsExactly("ssn=national-id");
        }
    }

    @Test
    void whatBecomesKnownLaterHoldsForTextsThatWereReadBefore() throws IOException {
        try (Conversation talk = Conversation.postgres(directory)) {
            talk.run("select ssn from people", "select ssn from people");
            assertThat(sensitive(talk.statement())).isEmpty();

            talk.house.knowledge = KnownColumns.at(1, "public.people.ssn", SensitiveKind.NATIONAL_ID);
            talk.run("select ssn from people");

            assertThat(sensitive(talk.statement())).containsExactly("ssn=national-id");
        }
    }
}
