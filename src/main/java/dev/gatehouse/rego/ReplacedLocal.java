package dev.gatehouse.rego;

import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/// Puts something else where statements read one local.
record ReplacedLocal(int local, Operand by) {
    /// The statement as it is then; null if it reads the local by number only, and `by` is a constant. Nested
    /// blocks stay as they are.
    @Nullable
    Node in(Node node) {
        return switch (node) {
            case TestNodes.Nop _,
                    FlowNodes.Break _,
                    FlowNodes.Not _,
                    FlowNodes.Blocks _,
                    AssignNodes.Constant _,
                    AssignNodes.Reset _,
                    BuildNodes.MakeArray _,
                    BuildNodes.MakeObject _,
                    BuildNodes.MakeSet _ -> node;
            case TestNodes.IsArray(Operand source) -> new TestNodes.IsArray(in(source));
            case TestNodes.IsObject(Operand source) -> new TestNodes.IsObject(in(source));
            case TestNodes.IsSet(Operand source) -> new TestNodes.IsSet(in(source));
            case TestNodes.Equal(Operand left, Operand right) -> new TestNodes.Equal(in(left), in(right));
            case TestNodes.NotEqual(Operand left, Operand right) -> new TestNodes.NotEqual(in(left), in(right));
            case TestNodes.NotFalse(Operand source) -> new TestNodes.NotFalse(in(source));
            case AssignNodes.Var(Operand source, int target) -> new AssignNodes.Var(in(source), target);
            case AssignNodes.VarOnce(Operand source, int target) -> new AssignNodes.VarOnce(in(source), target);
            case AssignNodes.Len(Operand source, int target) -> new AssignNodes.Len(in(source), target);
            case AssignNodes.Dot(Operand source, Operand key, int target) ->
                AssignNodes.dot(in(source), in(key), target);
            case AssignNodes.DotText(Operand source, RegoString key, int target) ->
                new AssignNodes.DotText(in(source), key, target);
            case AssignNodes.DotInData(Operand source, RegoNumber key, RegoString text, int target) ->
                new AssignNodes.DotInData(in(source), key, text, target);
            case CallNodes.CallBuiltin(Builtin function, boolean repeats, Operand[] arguments, int target) ->
                new CallNodes.CallBuiltin(function, repeats, in(arguments), target);
            case CallNodes.CallFunction(PlanFunction function, Operand[] arguments, int target) ->
                new CallNodes.CallFunction(function, in(arguments), target);
            case CallNodes.CallDynamic(CallNodes.Paths paths, Operand[] path, Operand[] arguments, int target) ->
                new CallNodes.CallDynamic(paths, in(path), in(arguments), target);
            case BuildNodes.ArrayAppend(Operand value, int target) -> new BuildNodes.ArrayAppend(in(value), target);
            case BuildNodes.SetAdd(Operand value, int target) -> new BuildNodes.SetAdd(in(value), target);
            case BuildNodes.ObjectInsert(Operand key, Operand value, int target) ->
                new BuildNodes.ObjectInsert(in(key), in(value), target);
            case BuildNodes.ObjectInsertOnce(Operand key, Operand value, int target) ->
                new BuildNodes.ObjectInsertOnce(in(key), in(value), target);
            case CallNodes.With(int changed, RegoString[] path, Operand value, Block block) ->
                new CallNodes.With(changed, path, in(value), block);
            case TestNodes.IsDefined(int source) -> numbered(source, node, TestNodes.IsDefined::new);
            case TestNodes.IsUndefined(int source) -> numbered(source, node, TestNodes.IsUndefined::new);
            case FlowNodes.Return(int source) -> numbered(source, node, FlowNodes.Return::new);
            case FlowNodes.ResultSetAdd(int source) -> numbered(source, node, FlowNodes.ResultSetAdd::new);
            case FlowNodes.Scan(int source, int key, int value, Block block) ->
                numbered(source, node, other -> new FlowNodes.Scan(other, key, value, block));
            case BuildNodes.ObjectMerge(int left, int right, int _) -> left == local || right == local ? null : node;
        };
    }

    private Operand in(Operand operand) {
        return operand instanceof Operand.Local(int index) && index == local ? by : operand;
    }

    private Operand[] in(Operand[] operands) {
        var replaced = new Operand[operands.length];
        for (int i = 0; i < replaced.length; i++) {
            replaced[i] = in(operands[i]);
        }
        return replaced;
    }

    private @Nullable Node numbered(int source, Node node, IntFunction<Node> with) {
        if (source != local) {
            return node;
        }
        return by instanceof Operand.Local(int index) ? with.apply(index) : null;
    }
}
