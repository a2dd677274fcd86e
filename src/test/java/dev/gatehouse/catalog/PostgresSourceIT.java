package dev.gatehouse.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.sql.Routines;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What is fetched of a real server.
class PostgresSourceIT {
    private static final DatabaseServer SERVER = Databases.postgres();
    private static Connection admin;

    @BeforeAll
    static void create() throws SQLException {
        admin = Jdbc.postgres(SERVER);
        Jdbc.run(admin, "drop schema if exists fetched cascade", "create schema fetched");
        Jdbc.run(
                admin,
                "create table fetched.people(id int primary key, name varchar(40), gone int, \"Odd Name\" jsonb)",
                "alter table fetched.people drop column gone",
                "comment on column fetched.people.name is 'a person''s name'",
                "create view fetched.seen as select id, upper(name) as shout from fetched.people",
                "create materialized view fetched.kept as select count(*) from fetched.people",
                "create table fetched.parts(k int) partition by range (k)",
                "create table fetched.sums(a int, b int generated always as (a + 1) stored, c int)",
                "create sequence fetched.numbers",
                "create table fetched.empty()",
                "create temp table passing(id int)");
    }

    @AfterAll
    static void drop() throws SQLException {
        Jdbc.run(admin, "drop schema fetched cascade");
        admin.close();
    }

    private static PostgresSource source(String password) {
        return new PostgresSource(new TargetAddress(
                SERVER.host(),
                SERVER.port(),
                SERVER.database(),
                SERVER.user(),
                () -> password,
                "disable",
                Optional.empty()));
    }

    @Test
    void tablesViewsAndTheirColumnsAreFetched() throws SQLException {
        CatalogSnapshot snapshot =
                new CatalogSnapshot(1, source(SERVER.password()).fetch());

        Table people = snapshot.table("fetched", "people").orElseThrow();
        assertThat(people.relation().columns()).containsExactly("id", "name", "Odd Name");
        assertThat(people.column(1)).isEqualTo(new Table.Column("name", "character varying(40)", "a person's name"));
        assertThat(people.relation().view()).isFalse();
        assertThat(people.relation().computed()).isEmpty();
        assertThat(snapshot.relation("fetched", "sums").orElseThrow().computed())
                .containsExactly("b");
        assertThat(snapshot.relation("fetched", "seen").orElseThrow().definition())
                .contains("fetched.people");
        assertThat(snapshot.relation("fetched", "kept").orElseThrow().view()).isTrue();
        assertThat(snapshot.relation("fetched", "parts")).isPresent();
        assertThat(snapshot.relation("fetched", "numbers").orElseThrow().columns())
                .contains("last_value");
        assertThat(snapshot.relation("fetched", "empty").orElseThrow().columns())
                .isEmpty();
        assertThat(snapshot.schemas().temporary()).contains("passing");
        assertThat(snapshot.schemas().user()).isEqualTo(SERVER.user());
        assertThat(snapshot.schemas().usable()).contains("public", "fetched", "pg_catalog");
    }

    @Test
    void viewsOfTheServerItselfCountAsTables() throws SQLException {
        CatalogSnapshot snapshot =
                new CatalogSnapshot(1, source(SERVER.password()).fetch());

        assertThat(snapshot.relation("", "pg_stat_activity").orElseThrow().view())
                .isFalse();
        assertThat(snapshot.relation("information_schema", "columns")
                        .orElseThrow()
                        .columns())
                .contains("column_name");
        assertThat(snapshot.relation("pg_toast", "pg_toast_1255")).isEmpty();
    }

    @Test
    void whatPeopleHaveMadeThatRunsIsFetched() throws SQLException {
        Jdbc.run(
                admin,
                "create function fetched.looks(int) returns text language sql as 'select name from fetched.people'",
                "create function fetched.alike(text, text) returns boolean language sql as 'select $1 = $2'",
                "create operator fetched.=== (leftarg = text, rightarg = text, function = fetched.alike)",
                "create type fetched.wrapped as (a text)",
                "create function fetched.wrap(int) returns fetched.wrapped language sql as 'select row(''a'')::fetched.wrapped'",
                "create cast (int as fetched.wrapped) with function fetched.wrap(int)",
                "create aggregate fetched.all_of(text) (sfunc = textcat, stype = text)");

        Routines routines = new CatalogSnapshot(1, source(SERVER.password()).fetch()).routines();

        assertThat(routines.functions()).containsEntry("looks", Set.of("fetched.looks"));
        assertThat(routines.functions()).doesNotContainKeys("all_of", "upper");
        assertThat(routines.operators()).containsEntry("===", Set.of("fetched.alike"));
        assertThat(routines.conversions()).containsEntry("wrapped", Set.of("fetched.wrap"));
    }

    @Test
    void sameSchemasAreEqual() throws SQLException {
        assertThat(source(SERVER.password()).fetch())
                .isEqualTo(source(SERVER.password()).fetch());
    }

    @Test
    void wrongPasswordIsAFailure() {
        assertThatThrownBy(() -> source("wrong").fetch()).isInstanceOf(SQLException.class);
    }
}
