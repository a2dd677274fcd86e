package dev.gatehouse.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Session;

import static dev.gatehouse.gateway.House.admitted;
import static org.assertj.core.api.Assertions.assertThat;

/// Sessions of those who came in: their number, and their record.
@Timeout(120)
class AdmittedSessionsTest {
    @TempDir
    Path directory;

    private House house;

    @BeforeEach
    void build() throws IOException {
        house = new House(directory);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void anIdentityHasAsManySessionsAsItMay() {
        // Given: three places
        List<LoginRuling.Admitted> in = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            in.add(admitted(house.login("alice", "shop", house.token("alice"))));
        }

        // When
        LoginRuling over = house.login("alice", "shop", house.token("alice"));

        // Then
        assertThat(over).isInstanceOf(LoginRuling.Refused.class);
        assertThat(((LoginRuling.Refused) over).refusal()).isInstanceOf(Refusal.Overloaded.class);
        admitted(house.login("bob", "shop", house.token("bob")));

        // Then: leaving gives back one place, once
        Session first = session(in.getFirst());
        house.logins.closed(first, "client left");
        house.logins.closed(first, "client left");
        admitted(house.login("alice", "shop", house.token("alice")));
        assertThat(house.login("alice", "shop", house.token("alice"))).isInstanceOf(LoginRuling.Refused.class);
    }

    @Test
    void aSessionIsOnTheRecordFromItsOpeningToItsEnd() {
        Session session = session(admitted(house.login("alice", "shop", house.token("alice"))));

        house.logins.opened(session, new Handle());
        assertThat(house.sessions.find("s-1").orElseThrow().principal().id()).isEqualTo("alice");
        house.logins.closed(session, "client left");
        assertThat(house.sessions.size()).isZero();
        house.close();

        assertThat(house.lines("session.opened")).hasSize(1);
        assertThat(house.lines("session.closed")).hasSize(1);
        assertThat(house.lines("session.closed").getFirst().at("/outcome/error").textValue())
                .isEqualTo("client left");
    }

    @Test
    void aSessionThatCannotBeRecordedIsEnded() {
        Session session = session(admitted(house.login("alice", "shop", house.token("alice"))));
        house.journal.close();
        Handle handle = new Handle();

        house.logins.opened(session, handle);

        assertThat(handle.ended).containsInstanceOf(Refusal.Overloaded.class);
    }

    private static Session session(LoginRuling.Admitted admitted) {
        return House.session(admitted.badge());
    }
}
