package dev.gatehouse.gateway.reading;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.gateway.KnownColumns;

/// Sessions with a column that is sensitive in front of them, and what of their texts stands on the record.
final class RecordedSessions {
    private static final String TABLES = """
            public.people: id, name, ssn, city
            public.orders: id, note
            public.seen: id, number = select id, ssn from public.people
            """;

    private RecordedSessions() {}

    /// `people.ssn` and a view on it are sensitive, and `people.name`.
    static Conversation postgres(Path directory) throws IOException {
        Conversation talk = Conversation.postgres(directory, TABLES);
        talk.house.knowledge = KnownColumns.at(1, "public.people.ssn", SensitiveKind.NATIONAL_ID)
                .and("public.people.name", SensitiveKind.NAME);
        return talk;
    }

    /// `people.ssn` is sensitive, and `people.name`.
    static Conversation mysql(Path directory) throws IOException {
        Conversation talk = Conversation.mysql(directory, "shop.people: id, name, ssn, city\nshop.orders: id, note");
        talk.house.knowledge = KnownColumns.at(1, "shop.people.ssn", SensitiveKind.NATIONAL_ID)
                .and("shop.people.name", SensitiveKind.NAME);
        return talk;
    }

    /// The last line's text.
    static String recorded(Conversation talk, String sql) {
        talk.rule(sql);
        return last(talk).at("/statement/sql").textValue();
    }

    static JsonNode last(Conversation talk) {
        return talk.house.lines("statement.decided").getLast();
    }
}
