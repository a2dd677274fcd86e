package dev.gatehouse.gateway;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.support.Principals;
import dev.gatehouse.support.Tokens;
import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.Verifier;

import static dev.gatehouse.gateway.House.admitted;
import static org.assertj.core.api.Assertions.assertThat;

/// Who comes in, and what those hear who do not.
@Timeout(120)
class LoginPathTest {
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
    void aTokensOwnNameComesIn() {
        LoginRuling.Admitted admitted = admitted(house.login("alice", "shop", house.token("alice")));

        assertThat(admitted.target().name()).isEqualTo("shop");
        assertThat(admitted.badge().display()).isEqualTo("alice");
    }

    @Test
    void eMailAndPreferredNameComeInToo() {
        String token = house.tokens.sign(Tokens.with(
                Tokens.with(Tokens.claims("f2b1", house.clock.instant()), "email", "alice@corp.example"),
                "preferred_username",
                "alice"));

        admitted(house.login("alice", "shop", token));
        admitted(house.login("Alice@Corp.example", "shop", token));
        admitted(house.login("alice@corp.example:shop", "anything", token));
    }

    @Test
    void claimsThatPoliciesCannotBeShownRefuseTheLoginAndTakeNoPlace() {
        for (String number : new String[] {"1e9999999", "1E+400000"}) {
            String token = house.tokens.sign(Tokens.with(
                    Tokens.claims("alice", house.clock.instant()),
                    "big",
                    Map.of("x", List.of(new BigDecimal(number)))));

            assertThat(house.login("alice", "shop", token)).as(number).isInstanceOf(LoginRuling.Refused.class);
        }
        house.close();
        assertThat(house.lines("login.refused")).hasSize(2).allMatch(line -> line.toString()
                .contains("claims that policies cannot be shown"));
        assertThat(house.sessions.placesOf(Principals.alice(house.clock.instant())))
                .isZero();
    }

    @Test
    void theTrueActorIsShown() {
        String token = house.tokens.sign(
                Tokens.with(Tokens.claims("alice", house.clock.instant()), "act", Map.of("sub", "agent-7")));

        assertThat(admitted(house.login("agent-7", "shop", token)).badge().display())
                .isEqualTo("agent-7 for alice");
    }

    @Test
    void allFailedLoginsSayTheSame() {
        // Given
        String good = house.token("alice");
        String late = house.tokens.sign(Tokens.with(
                Tokens.claims("alice", house.clock.instant()),
                "exp",
                house.clock.instant().getEpochSecond() - 100));
        List<LoginRuling> failed = new ArrayList<>();

        // When
        failed.add(house.login("bob", "shop", good));
        failed.add(house.login("alice", "nowhere", good));
        failed.add(house.login("alice", "wares", good));
        failed.add(house.login("alice", "shop", late));
        failed.add(house.login("alice", "shop", "hunter2"));
        failed.add(house.login("alice", "shop", good));

        // Then: the last is over the limit of five
        assertThat(failed)
                .allSatisfy(ruling -> assertThat(ruling).isEqualTo(new LoginRuling.Refused(Refusals.LOGIN_FAILED)));
        house.close();
        assertThat(house.lines("login.refused"))
                .hasSize(6)
                .extracting(line -> line.at("/outcome/error").textValue())
                .containsSubsequence(
                        "alice: user name is not the token's own, or no such target",
                        "issuer corp: expired",
                        "not a token",
                        "too many failed attempts; further ones are not recorded");
    }

    @Test
    void tokensAreNeverOnTheRecord() {
        String token = Tokens.es256("k-1").sign(Tokens.claims("alice", house.clock.instant()));
        house.login("alice", "shop", token);
        house.close();

        JsonNode line = house.lines("login.refused").getFirst();
        assertThat(line.toString()).doesNotContain(token.substring(0, 30));
        assertThat(line.at("/subject/kind").textValue()).isEqualTo("unproved");
    }

    @Test
    void tooManyFailuresShutTheDoorForAWhile() {
        for (int i = 0; i < 5; i++) {
            house.login("alice", "shop", "hunter" + i);
        }
        assertThat(house.login("alice", "shop", house.token("alice"))).isInstanceOf(LoginRuling.Refused.class);

        house.clock.forward(Duration.ofMinutes(3));
        admitted(house.login("alice", "shop", house.token("alice")));
    }

    @Test
    void aLentVerifierProvesItsOwnerOnly() {
        // Given
        LoginRequest request = House.request("alice", "shop");
        assertThat(house.logins.lend(request, "m")).isEmpty();
        Verifier verifier = new Verifier("m", new Secret(new byte[] {1}));
        house.logins.remember(request, admitted(house.login("alice", "shop", house.token("alice"))), verifier);

        // Then
        assertThat(house.logins.lend(request, "m")).containsSame(verifier);
        assertThat(house.logins.lend(request, "n")).isEmpty();
        assertThat(house.logins.lend(House.request("bob", "shop"), "m")).isEmpty();
        LoginRuling.Admitted again = admitted(proved(request, verifier));
        assertThat(again.target().name()).isEqualTo("shop");
        assertThat(again.badge().display()).isEqualTo("alice");

        // Then: one like it is not it
        assertThat(proved(request, new Verifier("m", new Secret(new byte[] {1}))))
                .isInstanceOf(LoginRuling.Refused.class);
        assertThat(proved(House.request("bob", "shop"), verifier)).isInstanceOf(LoginRuling.Refused.class);

        // Then: it ends with the token
        house.clock.forward(Duration.ofSeconds(600));
        assertThat(house.logins.lend(request, "m")).isEmpty();
        assertThat(proved(request, verifier)).isInstanceOf(LoginRuling.Refused.class);
    }

    @Test
    void aFailureInsideIsAFailedLogin() {
        Credential broken = new Credential.Password(null);

        assertThat(House.await(house.logins.login(House.request("alice", "shop"), broken)))
                .isEqualTo(new LoginRuling.Refused(Refusals.LOGIN_FAILED));
    }

    private LoginRuling proved(LoginRequest request, Verifier verifier) {
        return House.await(house.logins.login(request, new Credential.Proved(verifier)));
    }
}
