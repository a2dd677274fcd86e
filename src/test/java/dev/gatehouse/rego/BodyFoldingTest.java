package dev.gatehouse.rego;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BodyFoldingTest {
    private static final Set<Integer> GIVEN = Set.of(0, 1);
    private static final RegoString DROP = RegoString.of("drop");
    private static final Operand NAME = new Operand.Constant(RegoString.of("name"));

    @Test
    void copyGivesWayToWhatItCopies() {
        // Given
        var body = body(block(
                new AssignNodes.Dot(local(0), NAME, 2),
                new AssignNodes.Var(local(2), 3),
                new TestNodes.Equal(local(3), new Operand.Constant(DROP))));
        // When
        BodyFolding.fold(body, GIVEN);
        // Then
        assertThat(body[0].nodes())
                .containsExactly(
                        new AssignNodes.DotText(local(0), RegoString.of("name"), 2),
                        new TestNodes.Equal(local(2), new Operand.Constant(DROP)));
    }

    @Test
    void copyStaysWhereItsSourceIsAssignedAnew() {
        // Given
        var body = body(block(
                new AssignNodes.Var(local(2), 3),
                new AssignNodes.Len(local(1), 2),
                new TestNodes.Equal(local(3), new Operand.Constant(DROP))));
        // When
        BodyFolding.fold(body, GIVEN);
        // Then
        assertThat(body[0].nodes()).hasSize(3);
    }

    @Test
    void copyStaysWhereAnotherBlockReadsIt() {
        // Given
        var body = body(block(new AssignNodes.Var(local(0), 2)), block(new FlowNodes.Return(2)));
        // When
        BodyFolding.fold(body, GIVEN);
        // Then
        assertThat(body[0].nodes()).hasSize(1);
        assertThat(returned(body)).isEqualTo(DROP);
    }

    @Test
    void copyGoesWhereAnotherBlockUsesItsLocalForSomethingElse() {
        // Given
        var body = body(
                block(new AssignNodes.Var(local(0), 2), new AssignNodes.Var(local(2), 4)),
                block(new AssignNodes.Len(local(4), 2), new TestNodes.IsDefined(2)),
                block(new FlowNodes.Return(4)));
        // When
        BodyFolding.fold(body, GIVEN);
        // Then
        assertThat(body[0].nodes()).containsExactly(new AssignNodes.Var(local(0), 4));
        assertThat(returned(body)).isEqualTo(DROP);
    }

    @Test
    void copyWithinALoopStaysWhereTheNextRoundReadsIt() {
        // Given a loop that compares each entry with the one before it
        var loop = block(
                new TestNodes.IsDefined(4),
                new TestNodes.NotEqual(local(4), local(3)),
                new AssignNodes.Var(local(3), 4));
        var body = body(block(new FlowNodes.Scan(0, 2, 3, loop)));
        // When
        BodyFolding.fold(body, GIVEN);
        // Then
        assertThat(loop.nodes()).hasSize(3);
    }

    @Test
    void copyStaysWhereItsSourceIsReplacedForAWhile() {
        // Given
        var within = block(new TestNodes.Equal(local(2), new Operand.Constant(DROP)));
        var body =
                body(block(new AssignNodes.Var(local(0), 2), new CallNodes.With(0, new RegoString[0], NAME, within)));
        // When
        BodyFolding.fold(body, GIVEN);
        // Then
        assertThat(within.nodes()).containsExactly(new TestNodes.Equal(local(2), new Operand.Constant(DROP)));
    }

    @Test
    void resetOfAParameterStays() {
        // Given
        var body = body(block(new AssignNodes.Reset(2)), block(new FlowNodes.Return(2)));
        // When
        BodyFolding.fold(body, Set.of(0, 1, 2));
        // Then
        assertThat(body[0].nodes()).hasSize(1);
    }

    @Test
    void resetOfWhatNothingHasBeenInGoes() {
        // Given
        var body = body(
                block(new AssignNodes.Reset(2), new AssignNodes.VarOnce(local(0), 2)), block(new FlowNodes.Return(2)));
        // When
        BodyFolding.fold(body, GIVEN);
        // Then
        assertThat(body[0].nodes()).containsExactly(new AssignNodes.VarOnce(local(0), 2));
    }

    @Test
    void collectionOfConstantsIsMadeOnce() {
        // Given
        var body = body(block(
                new BuildNodes.MakeSet(2),
                new BuildNodes.SetAdd(new Operand.Constant(DROP), 2),
                new BuildNodes.SetAdd(NAME, 2),
                new FlowNodes.Return(2)));
        // When
        BodyFolding.fold(body, GIVEN);
        // Then
        assertThat(returned(body))
                .isEqualTo(RegoSet.ofStrings(Set.of("drop", "name")))
                .isSameAs(returned(body));
    }

    @Test
    void collectionThatIsFilledFurtherIsMadeAnew() {
        // Given
        var body = body(
                block(new BuildNodes.MakeSet(2), new BuildNodes.SetAdd(NAME, 2)),
                block(new BuildNodes.SetAdd(local(0), 2)),
                block(new FlowNodes.Return(2)));
        // When
        BodyFolding.fold(body, GIVEN);
        // Then
        assertThat(returned(body))
                .isEqualTo(RegoSet.ofStrings(Set.of("drop", "name")))
                .isNotSameAs(returned(body));
    }

    @Test
    void collectionThatIsFilledUnderAnotherNameIsMadeAnew() {
        // Given
        var body = body(
                block(new BuildNodes.MakeArray(1, 2), new AssignNodes.Var(local(2), 3)),
                block(new BuildNodes.ArrayAppend(local(0), 3)),
                block(new FlowNodes.Return(3)));
        // When
        BodyFolding.fold(body, GIVEN);
        // Then
        assertThat(returned(body)).isEqualTo(RegoArray.of(DROP)).isNotSameAs(returned(body));
    }

    private static Operand local(int index) {
        return new Operand.Local(index);
    }

    private static Block block(Node... nodes) {
        return new Block(nodes);
    }

    private static Block[] body(Block... blocks) {
        return blocks;
    }

    /// With `drop` as input.
    private static @Nullable RegoValue returned(Block[] body) {
        var run = new Run(Budget.STANDARD, false, 0, new ConstantRules(0));
        Block.runAll(body, run, new RegoValue[] {DROP, RegoObject.EMPTY, null, null, null});
        return run.returned;
    }
}
