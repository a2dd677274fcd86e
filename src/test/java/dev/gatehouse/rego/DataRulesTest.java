package dev.gatehouse.rego;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DataRulesTest {
    private static final Operand INPUT = new Operand.Local(0);
    private static final Operand DATA = new Operand.Local(1);
    private static final Operand[] BOTH = {INPUT, DATA};

    private int asked;
    private final Builtin counting = (_, _) -> {
        asked++;
        return RegoNumber.of(asked);
    };

    @Test
    void ruleOverDataIsEvaluatedOnce() {
        // Given
        var rule = rule(call(true, DATA));
        DataRules.of(List.of(rule)).forEach(PlanFunction::dependsOnDataAlone);
        var constants = new ConstantRules(1);
        // When
        var first = ask(rule, constants);
        var second = ask(rule, constants);
        // Then
        assertThat(first).isEqualTo(RegoNumber.of(1)).isSameAs(second);
    }

    @Test
    void ruleThatLooksAtTheInputIsEvaluatedEachTime() {
        assertThat(DataRules.of(List.of(rule(call(true, INPUT))))).isEmpty();
    }

    @Test
    void ruleThatGivesTheInputOutIsEvaluatedEachTime() {
        assertThat(DataRules.of(List.of(rule(new AssignNodes.Var(INPUT, 2))))).isEmpty();
    }

    @Test
    void ruleOfABuiltinThatDoesNotRepeatIsEvaluatedEachTime() {
        assertThat(DataRules.of(List.of(rule(call(false, DATA))))).isEmpty();
    }

    @Test
    void ruleIsAsChangeableAsTheRulesItCalls() {
        // Given
        var overInput = rule(call(true, INPUT));
        var overData = rule(call(true, DATA));
        var callsInput = rule(new CallNodes.CallFunction(overInput, BOTH, 2));
        var callsData = rule(new CallNodes.CallFunction(overData, BOTH, 2));
        // When
        var found = DataRules.of(List.of(overInput, overData, callsInput, callsData));
        // Then
        assertThat(found).containsExactlyInAnyOrder(overData, callsData);
    }

    @Test
    void ruleUnderWithIsNotRememberedForOthers() {
        // Given a rule that was first asked for under other data
        var rule = rule(call(true, DATA));
        DataRules.of(List.of(rule)).forEach(PlanFunction::dependsOnDataAlone);
        var constants = new ConstantRules(1);
        var run = new Run(Budget.STANDARD, false, 0, constants);
        var within = new Block(new Node[] {new CallNodes.CallFunction(rule, BOTH, 2)});
        new CallNodes.With(1, new RegoString[0], new Operand.Constant(RegoNull.NULL), within)
                .run(run, new RegoValue[] {RegoNull.NULL, RegoObject.EMPTY, null});
        // When / Then
        assertThat(constants.start()).containsOnlyNulls();
        assertThat(ask(rule, constants)).isEqualTo(RegoNumber.of(2));
    }

    private Node call(boolean repeats, Operand argument) {
        return new CallNodes.CallBuiltin(counting, repeats, new Operand[] {argument}, 2);
    }

    private static PlanFunction rule(Node node) {
        var rule = PlanFunction.declared("r", new int[] {0, 1}, 0);
        rule.define(3, new Block[] {new Block(new Node[] {node, new FlowNodes.Return(2)})});
        return rule;
    }

    private static @Nullable RegoValue ask(PlanFunction rule, ConstantRules constants) {
        var run = new Run(Budget.STANDARD, false, 0, constants);
        return rule.call(run, new RegoValue[] {RegoNull.NULL, RegoObject.EMPTY}, BOTH);
    }
}
