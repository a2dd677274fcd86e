package dev.gatehouse.policy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.support.ScriptedPolicy;
import dev.gatehouse.support.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyEngineTest {
    private final ScriptedPolicy policy = ScriptedPolicy.allowing();
    private final PolicyEngine engine = new PolicyEngine(() -> policy, new SortableId(TestClock.standing()));

    @Test
    void aPermitCarriesItsIdRevisionAndObligations() {
        policy.answers("""
                {"allow":true,"reasons":[{"rule":"a/b","message":"fine"}],"obligations":[
                  {"type":"hold","reviewers":["dba"],"quorum":2,"expires":"10m"},
                  {"type":"mask","kinds":{"email":"partial","*":"redact"},"columns":{"public.customers.ssn":"null"}},
                  {"type":"limit_rows","rows":10000},{"type":"read_only"},{"type":"timeout","after":"30s"}]}""");

        Decision decision = decide(1);

        assertThat(decision).isInstanceOf(Decision.Permit.class);
        assertThat(decision.id()).hasSize(16);
        assertThat(decision.revision()).isEqualTo("r-1");
        assertThat(decision.reasons()).containsExactly(new Reason("a/b", "fine"));
        assertThat(((Decision.Permit) decision).obligations())
                .containsExactly(
                        new Obligation.Hold(List.of("dba"), 2, Optional.of(Duration.ofMinutes(10))),
                        new Obligation.Mask(
                                Map.of("email", "partial", "*", "redact"), Map.of("public.customers.ssn", "null")),
                        new Obligation.LimitRows(10_000),
                        new Obligation.ReadOnly(),
                        new Obligation.Timeout(Duration.ofSeconds(30)));
    }

    @Test
    void undefinedIsADeny() {
        policy.answer = input -> new Evaluation.Undefined();

        assertDenied("policy/undefined");
    }

    @Test
    void anErrorOrSpentBudgetIsADeny() {
        policy.answer = input -> new Evaluation.Failed("budget spent");

        assertDenied("policy/error");
    }

    @Test
    void anEngineThatThrowsIsADeny() {
        policy.answer = input -> {
            throw new IllegalStateException("bug");
        };
        assertDenied("policy/error");

        policy.answer = input -> {
            throw new StackOverflowError();
        };
        assertDenied("policy/error");

        policy.answer = input -> {
            throw new OutOfMemoryError("one value was too large");
        };
        assertDenied("policy/error");
    }

    @Test
    void nothingToDecideIsADeny() {
        assertThat(engine.decide(List.of())).isInstanceOf(Decision.Deny.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "null",
                "[]",
                "{}",
                "{\"allow\":\"true\"}",
                "{\"allow\":1}",
                "{\"allow\":true,\"obligation\":[]}",
                "{\"allow\":true,\"reasons\":{}}",
                "{\"allow\":true,\"reasons\":[\"x\"]}",
                "{\"allow\":true,\"reasons\":[{\"rule\":\"x\"}]}",
                "{\"allow\":true,\"reasons\":[{\"rule\":\"x\",\"message\":\"\"}]}",
                "{\"allow\":true,\"reasons\":[{\"rule\":\"x\",\"message\":\"m\",\"more\":1}]}",
                "{\"allow\":true,\"obligations\":\"none\"}",
                "{\"allow\":true,\"obligations\":[{}]}",
                "{\"allow\":true,\"obligations\":[7]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"shout\"}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"read_only\",\"but\":1}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"limit_rows\"}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"limit_rows\",\"rows\":0}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"limit_rows\",\"rows\":1.5}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"limit_rows\",\"rows\":\"10\"}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"timeout\",\"after\":\"soon\"}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"timeout\",\"after\":\"0s\"}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"timeout\"}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"hold\",\"reviewers\":[]}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"hold\",\"reviewers\":[\"a\"],\"quorum\":-1}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"hold\",\"reviewers\":[\"a\"],\"quorum\":1000}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"mask\"}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"mask\",\"kinds\":{\"email\":\"blur\"}}]}",
                "{\"allow\":true,\"obligations\":[{\"type\":\"mask\",\"columns\":{\"a\":7}}]}"
            })
    void anythingTheContractDoesNotNameIsADeny(String answer) {
        policy.answers(answer);

        assertDenied("policy/malformed");
    }

    @Test
    void aDenyWithoutAReasonSaysSo() {
        policy.answers("{\"allow\":false}");

        assertDenied("policy/default");
    }

    @Test
    void allStatementsOfATextMustBePermitted() {
        // Given: the second of three is refused
        policy.answer = input -> new Evaluation.Defined(ScriptedPolicy.parse(
                policy.inputs.size() == 2
                        ? "{\"allow\":false,\"reasons\":[{\"rule\":\"a/b\",\"message\":\"no\"}]}"
                        : "{\"allow\":true,\"obligations\":[{\"type\":\"read_only\"}]}"));

        // When
        Decision decision = decide(3);

        // Then
        assertThat(decision).isInstanceOf(Decision.Deny.class);
        assertThat(decision.reasons()).containsExactly(new Reason("a/b", "no"));
        assertThat(policy.inputs).hasSize(3);
    }

    @Test
    void obligationsOfAllStatementsHold() {
        policy.answer = input -> new Evaluation.Defined(ScriptedPolicy.parse(
                "{\"allow\":true,\"obligations\":[{\"type\":\"limit_rows\",\"rows\":" + policy.inputs.size() + "}]}"));

        assertThat(((Decision.Permit) decide(2)).obligations())
                .containsExactly(new Obligation.LimitRows(1), new Obligation.LimitRows(2));
    }

    @Test
    void aTextIsJudgedByOneRevision() {
        // Given: the policy is replaced while the first statement is judged
        ScriptedPolicy next = new ScriptedPolicy("{\"allow\":false}");
        ScriptedPolicy[] inForce = {policy};
        PolicyEngine swapping = new PolicyEngine(() -> inForce[0], new SortableId(TestClock.standing()));
        var before = policy.answer;
        policy.answer = input -> {
            inForce[0] = next;
            return before.apply(input);
        };

        // Then
        assertThat(swapping.decide(List.of(RegoValue.nil(), RegoValue.nil()))).isInstanceOf(Decision.Permit.class);
        assertThat(swapping.decide(List.of(RegoValue.nil()))).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void messagesAreOneLine() {
        policy.answers("{\"allow\":false,\"reasons\":[{\"rule\":\"a\\nb\",\"message\":\"x\\r\\ny\\u0000z\"}]}");

        assertThat(decide(1).reasons()).containsExactly(new Reason("a b", "x  y z"));
    }

    @Test
    void idsAreUniqueAndInOrder() {
        SortableId ids = new SortableId(TestClock.standing());
        Set<String> seen = new HashSet<>();
        String last = "";
        for (int i = 0; i < 200_000; i++) {
            String id = ids.next();
            assertThat(id.compareTo(last)).isPositive();
            assertThat(seen.add(id)).isTrue();
            last = id;
        }
    }

    private Decision decide(int statements) {
        return engine.decide(java.util.Collections.nCopies(statements, RegoValue.nil()));
    }

    private void assertDenied(String rule) {
        Decision decision = decide(1);
        assertThat(decision).isInstanceOf(Decision.Deny.class);
        assertThat(decision.reasons()).extracting(Reason::rule).containsExactly(rule);
        assertThat(decision.reasons().getFirst().message())
                .containsAnyOf("ask", "tell")
                .doesNotContain("bug");
    }
}
