package dev.gatehouse.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.Verifier;

import static dev.gatehouse.gateway.House.admitted;
import static org.assertj.core.api.Assertions.assertThat;

/// Where a connection leads that names no database.
@Timeout(120)
class UnnamedTargetTest {
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
    void aSecondConnectionWithoutADatabaseComesToWhereItsOwnerIs() {
        // Given: a session, and Ctrl-C in its client
        LoginRequest unnamed = House.mysqlRequest("alice", null);
        LoginRuling.Admitted first = admitted(login(House.mysqlRequest("alice", "wares"), "alice"));
        assertThat(login(unnamed, "alice")).isEqualTo(new LoginRuling.Refused(Refusals.LOGIN_FAILED));
        house.logins.opened(session("s-1", first), new Handle());

        // When
        LoginRuling.Admitted second = admitted(login(unnamed, "alice"));

        // Then
        assertThat(second.target().name()).isEqualTo("wares");
        assertThat(second.badge().display()).isEqualTo("alice");

        // Then: nothing is remembered that would outlive the session
        house.logins.remember(unnamed, second, new Verifier("m", new Secret(new byte[] {1})));
        assertThat(house.logins.lend(unnamed, "m")).isEmpty();
        house.logins.closed(session("s-1", first), "client left");
        assertThat(login(unnamed, "alice")).isInstanceOf(LoginRuling.Refused.class);
    }

    @Test
    void aConnectionWithoutADatabaseIsRefusedWhereItCouldMeanTwoTargets() {
        LoginRequest unnamed = House.mysqlRequest("alice", null);
        for (String target : List.of("wares", "stock")) {
            LoginRuling.Admitted in = admitted(login(House.mysqlRequest("alice", target), "alice"));
            house.logins.opened(session(target, in), new Handle());
        }

        assertThat(login(unnamed, "alice")).isEqualTo(new LoginRuling.Refused(Refusals.LOGIN_FAILED));
    }

    @Test
    void aConnectionWithoutADatabaseComesToTheOnlyTargetOfItsProtocol() {
        assertThat(admitted(house.login("alice", null, house.token("alice")))
                        .target()
                        .name())
                .isEqualTo("shop");
    }

    @Test
    void oneOwnersSessionsLeadNobodyElseIn() {
        LoginRuling.Admitted in = admitted(login(House.mysqlRequest("alice", "wares"), "alice"));
        house.logins.opened(session("s-1", in), new Handle());

        assertThat(login(House.mysqlRequest("bob", null), "bob")).isInstanceOf(LoginRuling.Refused.class);
        assertThat(login(House.mysqlRequest("alice", null), "bob")).isInstanceOf(LoginRuling.Refused.class);
        assertThat(login(House.mysqlRequest("alice", "nowhere"), "alice")).isInstanceOf(LoginRuling.Refused.class);
    }

    private LoginRuling login(LoginRequest request, String subject) {
        return House.await(house.logins.login(request, House.password(house.token(subject))));
    }

    private static Session session(String id, LoginRuling.Admitted admitted) {
        return new Session(
                id,
                "mysql",
                "mysql",
                admitted.target(),
                admitted.badge(),
                House.mysqlRequest("alice", null).client(),
                "mysql",
                true);
    }
}
