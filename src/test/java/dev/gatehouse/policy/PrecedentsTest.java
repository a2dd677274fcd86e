package dev.gatehouse.policy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.support.ScriptedPolicy;
import dev.gatehouse.support.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

class PrecedentsTest {
    private static final RegoValue TIME = RegoString.of("noon");

    private final ScriptedPolicy policy = ScriptedPolicy.allowing();
    private ScriptedPolicy inForce = policy;
    private final PolicyEngine engine = new PolicyEngine(() -> inForce, new SortableId(TestClock.standing()));
    private final Precedents session = new Precedents(
            new PolicyInput.SessionPart(RegoString.of("alice"), RegoString.of("s-1"), RegoString.of("shop")));
    private final List<RegoValue> statements = List.of(RegoString.of("select"));

    @BeforeEach
    void thePolicyRepeatsItself() {
        policy.repeats = true;
    }

    @Test
    void thePolicyIsAskedWithTheWholeDocument() {
        decide(statements, TIME);

        RegoObject document = (RegoObject) policy.inputs.getFirst();
        assertThat(document.get("subject")).isEqualTo(RegoString.of("alice"));
        assertThat(document.get("statement")).isEqualTo(RegoString.of("select"));
        assertThat(document.get("time")).isEqualTo(TIME);
    }

    @Test
    void theSameStatementInTheSameSecondIsDecidedOnceAndHasTwoIds() {
        Decision first = decide(statements, TIME);
        Decision second = decide(statements, TIME);

        assertThat(policy.inputs).hasSize(1);
        assertThat(second).isInstanceOf(Decision.Permit.class);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.as(first.id())).isEqualTo(first);
    }

    @Test
    void aDenialIsRememberedAsOne() {
        policy.answers("{\"allow\":false,\"reasons\":[{\"rule\":\"a/b\",\"message\":\"no\"}]}");
        decide(statements, TIME);

        assertThat(decide(statements, TIME))
                .isInstanceOfSatisfying(Decision.Deny.class, deny -> assertThat(deny.reasons())
                        .containsExactly(new Reason("a/b", "no")));
        assertThat(policy.inputs).hasSize(1);
    }

    @Test
    void anotherSecondIsDecidedAnew() {
        decide(statements, TIME);
        policy.answers("{\"allow\":false}");

        assertThat(decide(statements, RegoString.of("midnight"))).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void anotherGrantIsDecidedAnew() {
        decide(statements, TIME);
        policy.answers("{\"allow\":false}");

        assertThat(engine.decide(session, statements, RegoArray.of(RegoString.of("g-1")), TIME))
                .isInstanceOf(Decision.Deny.class);
    }

    @Test
    void anotherStatementIsDecidedAnew() {
        List<List<RegoValue>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(List.of(RegoString.of("delete " + i)));
        }
        decide(statements, TIME);
        policy.answers("{\"allow\":false}");

        assertThat(others).allSatisfy(other -> assertThat(decide(other, TIME)).isInstanceOf(Decision.Deny.class));
    }

    @Test
    void anotherPolicyDecidesAnew() {
        decide(statements, TIME);
        inForce = new ScriptedPolicy("{\"allow\":false}");

        assertThat(decide(statements, TIME)).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void aPolicyThatMayAnswerOtherwiseIsAskedEachTime() {
        policy.repeats = false;
        decide(statements, TIME);
        policy.answers("{\"allow\":false}");

        assertThat(decide(statements, TIME)).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void whatWentWrongIsTriedAgain() {
        policy.answer = input -> new Evaluation.Failed("budget spent");
        assertThat(decide(statements, TIME)).isInstanceOf(Decision.Deny.class);
        policy.answer = input -> new Evaluation.Undefined();
        assertThat(decide(statements, TIME)).isInstanceOf(Decision.Deny.class);
        policy.answers("{\"allow\":\"yes\"}");
        assertThat(decide(statements, TIME)).isInstanceOf(Decision.Deny.class);

        policy.answers("{\"allow\":true}");
        assertThat(decide(statements, TIME)).isInstanceOf(Decision.Permit.class);
    }

    @Test
    void aHeavyStatementIsNotKept() {
        RegoArray.Builder names = RegoArray.builder();
        for (int i = 0; i < 1_000; i++) {
            names.add("name " + i);
        }
        List<RegoValue> heavy = List.of(names.build());
        decide(heavy, TIME);
        decide(heavy, TIME);

        assertThat(policy.inputs).hasSize(2);
    }

    @Test
    void nothingToDecideIsADenyEachTime() {
        List<RegoValue> nothing = new ArrayList<>();

        assertThat(decide(nothing, TIME)).isInstanceOf(Decision.Deny.class);
        assertThat(decide(nothing, TIME)).isInstanceOf(Decision.Deny.class);
    }

    private Decision decide(List<RegoValue> of, RegoValue time) {
        return engine.decide(session, of, RegoArray.EMPTY, time);
    }
}
