package dev.gatehouse.support;

import org.junit.jupiter.api.Test;

import dev.gatehouse.boot.demo.DatabaseServer;

import static org.assertj.core.api.Assertions.assertThat;

class ServerUrlTest {
    @Test
    void aServerNamedByUrlKeepsItsOddPassword() {
        // Given
        var server = new DatabaseServer("db.example", 5433, "ann", "p:@/ é", "shop");

        // When
        var parsed = ServerUrl.parse("jdbc:" + ServerUrl.format("postgresql", server), 5432);

        // Then
        assertThat(parsed).isEqualTo(server);
    }
}
