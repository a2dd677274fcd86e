package dev.gatehouse.gateway;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.gatehouse.identity.Principal;
import dev.gatehouse.support.Principals;

import static org.assertj.core.api.Assertions.assertThat;

class MemberTest {
    @Test
    void twoIssuersWithOneSubjectAreTwoOwners() {
        // Given
        Principal alice = Principals.alice(Instant.MAX);
        Principal other = new Principal(
                alice.id(),
                alice.kind(),
                alice.groups(),
                Map.of("iss", "https://id.elsewhere.example"),
                alice.onBehalfOf(),
                alice.authenticatedBy(),
                alice.expires());

        // When
        Member ours = new Member(alice, House.target("shop", "mysql"));
        Member theirs = new Member(other, House.target("shop", "mysql"));

        // Then: they look alike, and neither may cancel what the other runs
        assertThat(ours.display()).isEqualTo(theirs.display());
        assertThat(ours.owner()).isNotEqualTo(theirs.owner());
        assertThat(ours.owner()).isEqualTo(new Member(alice, House.target("shop", "mysql")).owner());
    }
}
