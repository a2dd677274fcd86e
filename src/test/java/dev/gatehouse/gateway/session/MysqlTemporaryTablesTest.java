package dev.gatehouse.gateway.session;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.wire.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/// A temporary table of MySQL hides the table of its full name, and no transaction undoes its making.
@Timeout(120)
class MysqlTemporaryTablesTest {
    @TempDir
    Path directory;

    private Conversation client;

    @BeforeEach
    void open() throws IOException {
        client = Conversation.mysql(directory, """
                shop.people: id, name, ssn
                shop.orders: id, note
                other.people: id, secret
                """);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void columnsDrawOnWhatWasPutIntoThem() {
        client.run(
                "create temporary table t (key (code)) engine=memory select ssn as code, count(*) from people group by 1");
        client.run("create temporary table u (a text, primary key (a(3))) engine = InnoDB");
        client.run("insert into u select name from people");

        assertThat(client.read("select CODE from t")).isEqualTo("people.ssn=output t.code=output");
        assertThat(client.read("select `count(*)` from t"))
                .doesNotContain("ssn")
                .isNotEqualTo(Conversation.OPAQUE);
        assertThat(client.read("select a from shop.u")).isEqualTo("people.name=output u.a=output");
    }

    @Test
    void itHidesTheTableOfItsFullNameAndNoOther() {
        client.run("create temporary table people as select note from orders");

        assertThat(client.read("select note from shop.people")).isEqualTo("orders.note=output people.note=output");
        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
        assertThat(client.read("select secret from other.people")).isEqualTo("people.secret=output");
        client.variables.put("database", "other");
        assertThat(client.read("select secret from people")).isEqualTo("people.secret=output");
        assertThat(client.read("select note from shop.people")).contains("orders.note=output");
    }

    @Test
    void likeTakesTheColumnsAndCountsAsARead() {
        client.run("create temporary table t like people", "create temporary table u (like orders)");

        assertThat(client.read("select ssn from t")).isEqualTo("people.ssn=output t.ssn=output");
        assertThat(client.read("select note from u")).isEqualTo("orders.note=output u.note=output");
    }

    @Test
    void dropEndsIt() {
        client.run("create temporary table people (a int)", "drop temporary table people");
        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
        client.run("create temporary table people (a int)", "drop table shop.people");
        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
    }

    @Test
    void resetEndsAllOfThem() {
        client.run("create temporary table people (a int)");
        client.house.queries.reset(client.session);

        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
    }

    @Test
    void textThatFailsMayHaveMadeIt() {
        Conversation.end(
                client.send("create temporary table people (a int); select 1 from orders"),
                Outcome.Result.SERVER_ERROR);

        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
        assertThat(client.read("select ssn from shop.people")).isEqualTo(Conversation.OPAQUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create temporary table people (a int) engine=merge union=(orders)",
                "create temporary table people (a int invisible, b int)",
                "create temporary table people (ssn int) select note from orders",
                "create temporary table people (a int) engine=connect",
                "create temporary table t (a int); rename table t to people",
                "create temporary table t (a int); alter table t rename people",
            })
    void formThatIsNotFollowedHidesItsName(String sql) {
        for (String each : sql.split("; ", -1)) {
            client.run(each);
        }

        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
        assertThat(client.read("select ssn from shop.people")).isEqualTo(Conversation.OPAQUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop temporary table people, nobody",
                "drop table people, nobody",
                "create or replace temporary table people as select id as a from orders where id / 0",
            })
    void failureMayHaveEndedIt(String sql) {
        client.run("create temporary table people as select id as a from orders")
                .fail(sql);

        assertThat(client.read("select * from people")).isEqualTo(Conversation.OPAQUE);
        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
    }

    @Test
    void oneThatCouldNotBeMadeIsNotThere() {
        client.fail("create temporary table people as select id as a from orders");

        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop view if exists people", "drop sequence if exists people"})
    void thingOfAnotherKindIsNotIt(String sql) {
        client.run("create temporary table people as select ssn as name from shop.people", sql);

        assertThat(client.read("select name from people")).isEqualTo("people.name=output people.ssn=output");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "use other; create temporary table people (a int)",
                "use other; drop temporary table if exists people",
                "use other; insert into people select ssn from shop.people",
            })
    void textThatMovesToAnotherSchemaLeavesItUnknown(String sql) {
        client.run("create temporary table people (a int)", sql);

        assertThat(client.read("select * from shop.people")).isEqualTo(Conversation.OPAQUE);
        assertThat(client.read("select * from other.people")).isEqualTo(Conversation.OPAQUE);
    }

    @Test
    void savepointDoesNotBringItBack() {
        client.run("create temporary table people (a int)", "begin", "savepoint a", "drop temporary table people");
        client.run("rollback to a");

        assertThat(client.read("select * from people"))
                .isEqualTo("people.id=output people.name=output people.ssn=output");
    }

    @Test
    void dropInOneSchemaLeavesTheOtherUnknown() {
        client.run(
                "create temporary table other.people (secret int invisible, b int)",
                "create temporary table people (a int)",
                "drop temporary table people");

        assertThat(client.read("select secret from other.people")).isEqualTo(Conversation.OPAQUE);
    }
}
