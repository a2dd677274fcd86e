package dev.gatehouse.rego;

/// What a statement of a plan does with locals, for those who rearrange statements.
final class NodeLocals {
    private NodeLocals() {}

    /// Is told of each access of one statement, in no particular order; nested blocks are not gone into.
    interface Accesses {
        /// A read, by an operand or by number.
        void reads(int local);

        /// The local itself is worked on: a collection that is filled, a value that is replaced for a while.
        void changes(int local);

        void assigns(int local);

        void nests(Block block);
    }

    static void tell(Node node, Accesses of) {
        switch (node) {
            case TestNodes.Nop _, FlowNodes.Break _ -> {}
            case TestNodes.IsDefined(int source) -> of.reads(source);
            case TestNodes.IsUndefined(int source) -> of.reads(source);
            case FlowNodes.Return(int source) -> of.reads(source);
            case FlowNodes.ResultSetAdd(int source) -> of.reads(source);
            case TestNodes.IsArray(Operand source) -> read(of, source);
            case TestNodes.IsObject(Operand source) -> read(of, source);
            case TestNodes.IsSet(Operand source) -> read(of, source);
            case TestNodes.Equal(Operand left, Operand right) -> read(of, left, right);
            case TestNodes.NotEqual(Operand left, Operand right) -> read(of, left, right);
            case TestNodes.NotFalse(Operand source) -> read(of, source);
            case AssignNodes.Constant(RegoValue _, int target) -> of.assigns(target);
            case AssignNodes.Reset(int target) -> of.assigns(target);
            case BuildNodes.MakeArray(int _, int target) -> of.assigns(target);
            case BuildNodes.MakeObject(int target) -> of.assigns(target);
            case BuildNodes.MakeSet(int target) -> of.assigns(target);
            case AssignNodes.Var(Operand source, int target) -> assign(of, target, source);
            case AssignNodes.Len(Operand source, int target) -> assign(of, target, source);
            case AssignNodes.Dot(Operand source, Operand key, int target) -> assign(of, target, source, key);
            case AssignNodes.DotText(Operand source, RegoString _, int target) -> assign(of, target, source);
            case AssignNodes.DotInData(Operand source, RegoNumber _, RegoString _, int target) ->
                assign(of, target, source);
            case CallNodes.CallBuiltin(Builtin _, boolean _, Operand[] arguments, int target) ->
                assign(of, target, arguments);
            case CallNodes.CallFunction(PlanFunction _, Operand[] arguments, int target) ->
                assign(of, target, arguments);
            case CallNodes.CallDynamic(CallNodes.Paths _, Operand[] path, Operand[] arguments, int target) -> {
                read(of, path);
                assign(of, target, arguments);
            }
            case BuildNodes.ObjectMerge(int left, int right, int target) -> {
                of.reads(left);
                of.reads(right);
                of.assigns(target);
            }
            case AssignNodes.VarOnce(Operand source, int target) -> change(of, target, source);
            case BuildNodes.ArrayAppend(Operand value, int target) -> change(of, target, value);
            case BuildNodes.SetAdd(Operand value, int target) -> change(of, target, value);
            case BuildNodes.ObjectInsert(Operand key, Operand value, int target) -> change(of, target, key, value);
            case BuildNodes.ObjectInsertOnce(Operand key, Operand value, int target) -> change(of, target, key, value);
            case CallNodes.With(int local, RegoString[] _, Operand value, Block block) -> {
                change(of, local, value);
                of.nests(block);
            }
            case FlowNodes.Not(Block block) -> of.nests(block);
            case FlowNodes.Blocks(Block[] blocks) -> {
                for (var block : blocks) {
                    of.nests(block);
                }
            }
            case FlowNodes.Scan(int source, int key, int value, Block block) -> {
                of.reads(source);
                of.assigns(key);
                of.assigns(value);
                of.nests(block);
            }
        }
    }

    private static void read(Accesses of, Operand... operands) {
        for (var operand : operands) {
            if (operand instanceof Operand.Local(int index)) {
                of.reads(index);
            }
        }
    }

    private static void assign(Accesses of, int target, Operand... operands) {
        read(of, operands);
        of.assigns(target);
    }

    private static void change(Accesses of, int target, Operand... operands) {
        read(of, operands);
        of.changes(target);
    }
}
