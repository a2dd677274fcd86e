package dev.gatehouse.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What is fetched of a real server.
class MysqlSourceIT {
    private static final DatabaseServer SERVER = Databases.mysql();
    private static Connection admin;

    @BeforeAll
    static void create() throws SQLException {
        admin = Jdbc.mysql(Jdbc.at(SERVER, ""));
        Jdbc.run(
                admin,
                "drop database if exists fetched",
                "create database fetched",
                "create table fetched.People(id int primary key, hidden int invisible, Name varchar(40) comment 'a name', note json)",
                "create view fetched.seen as select id, upper(Name) as shout from fetched.People",
                "create temporary table fetched.passing(id int)");
    }

    @AfterAll
    static void drop() throws SQLException {
        Jdbc.run(admin, "drop database fetched");
        admin.close();
    }

    private static MysqlSource source(String password) {
        return new MysqlSource(new TargetAddress(
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

        Table people = snapshot.table("fetched", "People").orElseThrow();
        assertThat(people.relation().columns()).containsExactly("id", "Name", "note");
        assertThat(people.column(1)).isEqualTo(new Table.Column("Name", "varchar(40)", "a name"));
        assertThat(snapshot.relation("fetched", "people").isPresent()).isEqualTo(snapshot.foldsTables());
        assertThat(snapshot.relation("fetched", "seen").orElseThrow().definition())
                .containsIgnoringCase("`fetched`.`people`");
        assertThat(snapshot.relation("fetched", "passing")).isEmpty();
    }

    @Test
    void viewsOfTheServerItselfCountAsTables() throws SQLException {
        CatalogSnapshot snapshot =
                new CatalogSnapshot(1, source(SERVER.password()).fetch());

        assertThat(snapshot.relation("INFORMATION_SCHEMA", "Columns")
                        .orElseThrow()
                        .view())
                .isFalse();
        assertThat(snapshot.relation("mysql", "user").orElseThrow().view()).isFalse();
        assertThat(snapshot.relation("sys", "version").orElseThrow().view()).isFalse();
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
