package dev.gatehouse.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.identity.AttemptLimiter;
import dev.gatehouse.identity.AttemptLimits;
import dev.gatehouse.identity.IdentityProvider;
import dev.gatehouse.identity.IssuerSettings;
import dev.gatehouse.policy.PolicyEngine;
import dev.gatehouse.policy.PolicyInput;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.policy.TimeInput;
import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.support.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/// Who may ask the gateway itself for something: whoever the policy says, on the record, and nobody else.
@Timeout(120)
class ControlPathTest {
    private static final Caller CALLER =
            new Caller(new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 5000), "curl", true);
    private static final PolicyInput.TargetFacts SHOP =
            new PolicyInput.TargetFacts("shop", "postgresql", "shop_db", Map.of("environment", "production"));

    @TempDir
    Path directory;

    private final AtomicReference<RegoEngine> engine = new AtomicReference<>();
    private House house;
    private ControlPath control;

    @BeforeEach
    void build() throws IOException {
        house = new House(directory);
        engine.set(house.policy);
        Path keys = Files.writeString(directory.resolve("control-keys.json"), Tokens.jwks(house.tokens));
        control = new ControlPath(
                new IdentityProvider(
                        List.of(IssuerSettings.of("corp", Tokens.ISSUER, keys.toString(), Tokens.AUDIENCE)),
                        Runnable::run,
                        house.clock),
                new AttemptLimiter(new AttemptLimits(3, 50, Duration.ofMinutes(1)), house.clock),
                new ControlPath.Court(
                        new PolicyEngine(engine::get, new SortableId(house.clock)),
                        new TimeInput(house.clock, ZoneOffset.UTC),
                        house.auditor,
                        house.clock));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private ControlPath.Visitor alice() {
        return ((ControlPath.Entry.Admitted) control.enter(CALLER, house.token("alice"))).visitor();
    }

    private boolean may() {
        return may(alice(), SHOP);
    }

    private static boolean may(ControlPath.Visitor visitor, PolicyInput.TargetFacts target) {
        return visitor.ask("targets.read", target) instanceof ControlPath.Verdict.Permitted;
    }

    private String rule() {
        return house.onlyLine("action.decided").at("/decision/rules/0").textValue();
    }

    @Test
    void thePolicyIsAskedAboutAnActionInThePlaceOfAStatement() throws IOException {
        assertThat(may()).isTrue();

        JsonNode input = new ObjectMapper().readTree(RegoJson.print(house.policy.inputs.getFirst()));
        assertThat(input.at("/action/name").textValue()).isEqualTo("targets.read");
        assertThat(input.has("statement")).isFalse();
        assertThat(input.at("/target/labels/environment").textValue()).isEqualTo("production");
        assertThat(input.at("/session/protocol").textValue()).isEqualTo("http");
        assertThat(input.at("/subject/id").textValue()).isEqualTo("alice");
        JsonNode line = house.onlyLine("action.decided");
        assertThat(line.at("/subject/id").textValue()).isEqualTo("alice");
        assertThat(line.at("/decision/result").textValue()).isEqualTo("allow");
        assertThat(line.at("/client/address").textValue()).isEqualTo("10.0.0.1");
    }

    @Test
    void whatThePolicyDoesNotPermitIsRefusedAndOnTheRecord() {
        house.policy.answers("{\"allow\":false,\"reasons\":[{\"rule\":\"r\",\"message\":\"m\"}],\"obligations\":[]}");

        ControlPath.Verdict verdict = alice().ask("targets.read", SHOP);

        String decision = house.onlyLine("action.decided").at("/decision/id").textValue();
        assertThat(verdict).isEqualTo(new ControlPath.Verdict.Refused(decision));
        assertThat(rule()).isEqualTo("r");
    }

    @Test
    void whatAVisitorMakesUpIsNotOnTheRecordWhereItIsSensitive() {
        var made = new PolicyInput.TargetFacts("of 4111111111111111", "", "", Map.of());
        may(alice(), made);

        assertThat(house.onlyLine("action.decided").at("/target").textValue()).isEqualTo("of ?");
    }

    @Test
    void anObligationIsARefusal() {
        house.policy.answers("{\"allow\":true,\"reasons\":[],\"obligations\":[{\"type\":\"read_only\"}]}");

        assertThat(may()).isFalse();
        assertThat(rule()).isEqualTo("obligation/action");
    }

    @Test
    void aPolicyThatFailsIsARefusal() {
        house.policy.answer = _ -> {
            throw new IllegalStateException("bug");
        };

        assertThat(may()).isFalse();
    }

    @Test
    void aPolicyThatWasWrittenForStatementsAlonePermitsNothing() {
        engine.set(new RegoEngine() {
            @Override
            public String revision() {
                return "old";
            }

            @Override
            public Evaluation evaluate(RegoValue input) {
                return house.policy.evaluate(input);
            }

            @Override
            public boolean reads(String member) {
                return !member.equals("action");
            }
        });

        assertThat(may()).isFalse();
        assertThat(rule()).isEqualTo("policy/actions");
    }

    @Test
    void whatCannotBeRecordedIsRefused() {
        ControlPath.Visitor alice = alice();
        house.journal.close();

        assertThat(may(alice, SHOP)).isFalse();
    }

    @Test
    void aTokenThatHasExpiredIsRefused() {
        ControlPath.Visitor alice = alice();
        house.clock.forward(Duration.ofDays(1));

        assertThat(may(alice, SHOP)).isFalse();
    }

    @Test
    void failuresFromOneAddressAreCountedWhateverComes() {
        for (int i = 0; i < 3; i++) {
            assertThat(control.enter(CALLER, "nonsense")).isInstanceOf(ControlPath.Entry.Refused.class);
        }

        assertThat(control.enter(CALLER, house.token("alice"))).isInstanceOf(ControlPath.Entry.Overdone.class);
        Caller other = new Caller(new InetSocketAddress(InetAddress.ofLiteral("10.0.0.2"), 5000), "", true);
        assertThat(control.enter(other, house.token("alice"))).isInstanceOf(ControlPath.Entry.Admitted.class);
        assertThat(house.lines("login.refused")).hasSize(4);
    }

    @Test
    void whoSignsInIsOnTheRecordBeforeAnythingIsShown() {
        ControlPath.Visitor alice =
                ((ControlPath.Entry.Admitted) control.signIn(CALLER, house.token("alice"))).visitor();
        JsonNode opened = house.onlyLine("session.opened");

        Caller later = new Caller(new InetSocketAddress(InetAddress.ofLiteral("10.0.0.7"), 5000), "browser", true);
        assertThat(may(control.again(alice, later), SHOP)).isTrue();
        alice.signedOut("signed out");
        house.journal.close();

        JsonNode looked = house.onlyLine("action.decided");
        assertThat(opened.at("/subject/id").textValue()).isEqualTo("alice");
        assertThat(looked.at("/client/address").textValue()).isEqualTo("10.0.0.7");
        assertThat(looked.get("session")).isEqualTo(opened.get("session"));
        assertThat(house.onlyLine("session.closed").get("session")).isEqualTo(opened.get("session"));
    }

    @Test
    void signingInThatCannotBeRecordedIsRefused() {
        house.journal.close();

        assertThat(control.signIn(CALLER, house.token("alice"))).isInstanceOf(ControlPath.Entry.Unrecorded.class);
    }

    @Test
    void onePersonSignsInOnlySoOften() {
        for (int i = 0; i < 50; i++) {
            assertThat(control.signIn(CALLER, house.token("alice"))).isInstanceOf(ControlPath.Entry.Admitted.class);
        }

        assertThat(control.signIn(CALLER, house.token("alice"))).isInstanceOf(ControlPath.Entry.Overdone.class);
        assertThat(control.signIn(CALLER, house.token("bob"))).isInstanceOf(ControlPath.Entry.Admitted.class);
        assertThat(control.enter(CALLER, house.token("alice"))).isInstanceOf(ControlPath.Entry.Admitted.class);
        house.clock.forward(Duration.ofMinutes(2));
        assertThat(control.signIn(CALLER, house.token("alice"))).isInstanceOf(ControlPath.Entry.Admitted.class);
    }
}
