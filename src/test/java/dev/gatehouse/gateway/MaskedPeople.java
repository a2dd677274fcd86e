package dev.gatehouse.gateway;

import java.io.IOException;
import java.nio.file.Path;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.Ruling;

import static org.assertj.core.api.Assertions.assertThat;

/// A session of somebody who sees the values of `people` only masked.
public final class MaskedPeople {
    private static final String TABLES = """
            public.people: id, name, ssn, mail
            public.orders: id, note
            public.seen: id, number = select id, ssn from public.people
            """;

    private MaskedPeople() {}

    public static Conversation open(Path directory) throws IOException {
        Conversation talk = Conversation.postgres(directory, TABLES);
        talk.house.knowledge = KnownColumns.at(1, "public.people.ssn", SensitiveKind.NATIONAL_ID)
                .and("public.people.mail", SensitiveKind.EMAIL);
        masks(talk, "{\"email\":\"partial\",\"*\":\"redact\"}");
        return talk;
    }

    public static void masks(Conversation talk, String kinds) {
        talk.house.policy.answers("{\"allow\":true,\"obligations\":[{\"type\":\"mask\",\"kinds\":" + kinds + "}]}");
    }

    public static Answer answer(Conversation talk, String sql) {
        Ruling ruling = talk.rule(sql);
        assertThat(ruling).as(sql).isInstanceOf(Ruling.Forward.class);
        return new Answer(((Ruling.Forward) ruling).watch());
    }
}
