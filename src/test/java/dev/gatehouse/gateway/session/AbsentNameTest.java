package dev.gatehouse.gateway.session;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.wire.Refusal;

import static org.assertj.core.api.Assertions.assertThat;

/// A statement that is refused only because a name is not there looks to the client as the server would say it.
@Timeout(120)
class AbsentNameTest {
    private static final String TABLES = "public.orders: id, note\napp.only: id\napp.twice: a\npublic.twice: b";
    private static final String OPAQUE =
            "{\"allow\":false,\"reasons\":[{\"rule\":\"opaque/production\",\"message\":\"write it plainly\"}]}";

    @TempDir
    Path directory;

    private Conversation postgres() throws IOException {
        Conversation conversation = Conversation.postgres(directory, TABLES);
        conversation.house.policy.answers(OPAQUE);
        return conversation;
    }

    @Test
    void tableAndColumnAreToldByTheirNames() throws IOException {
        try (Conversation client = postgres()) {
            Refusal.Undefined table = (Refusal.Undefined) client.refusal("select * from nope");
            Refusal.Undefined column = (Refusal.Undefined) client.refusal("select o.nope from orders o");

            assertThat(table.what()).isEqualTo(Refusal.Undefined.What.TABLE);
            assertThat(table.name()).isEqualTo("nope");
            assertThat(table.message()).contains("refused by the gateway", "opaque/production", "[decision ");
            assertThat(column.what()).isEqualTo(Refusal.Undefined.What.COLUMN);
            assertThat(column.qualifier() + "." + column.name()).isEqualTo("o.nope");
            client.house.close();
            assertThat(client.house
                            .lines("statement.decided")
                            .getFirst()
                            .at("/decision/result")
                            .textValue())
                    .isEqualTo("deny");
        }
    }

    @Test
    void otherReasonsAreToldInTheGatewaysWords() throws IOException {
        try (Conversation client = postgres()) {
            client.house.policy.answers(
                    "{\"allow\":false,\"reasons\":[{\"rule\":\"opaque/production\",\"message\":\"m\"},"
                            + "{\"rule\":\"working-hours/closed\",\"message\":\"m\"}]}");

            assertThat(client.refusal("select * from nope")).isInstanceOf(Refusal.NotUnderstood.class);
        }
    }

    @Test
    void whatTheSessionMayHaveMadeIsNotSaidToBeMissing() throws IOException {
        try (Conversation client = postgres()) {
            client.house.policy.answers("{\"allow\":true}");
            client.run("begin", "create table made (a int)", "create temp view own as select 1");
            client.house.policy.answers(OPAQUE);

            assertThat(client.refusal("select * from made")).isInstanceOf(Refusal.NotUnderstood.class);
            assertThat(client.refusal("select * from own")).isInstanceOf(Refusal.NotUnderstood.class);
            assertThat(client.refusal("select 1; select * from nope")).isInstanceOf(Refusal.NotUnderstood.class);
        }
    }

    @Test
    void withoutAPathOnlyANameThatIsNowhereIsMissing() throws IOException {
        try (Conversation client = postgres()) {
            client.variables.remove("search_path");

            assertThat(client.refusal("select * from twice")).isInstanceOf(Refusal.NotUnderstood.class);
            assertThat(client.refusal("select * from nope")).isInstanceOf(Refusal.Undefined.class);
        }
    }

    @Test
    void mysqlNamesTheDefaultSchema() throws IOException {
        try (Conversation client = Conversation.mysql(directory, "shop.orders: id")) {
            client.house.policy.answers(OPAQUE);

            Refusal.Undefined table = (Refusal.Undefined) client.refusal("select * from nope");
            assertThat(table.qualifier() + "." + table.name()).isEqualTo("shop.nope");
            client.variables.remove("database");
            assertThat(((Refusal.Undefined) client.refusal("select * from orders")).qualifier())
                    .isEmpty();
        }
    }
}
