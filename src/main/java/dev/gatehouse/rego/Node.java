package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// One statement of a plan, ready to run. Immutable; shared by all threads.
///
/// The result says where to go on: [#NEXT], [#RETURN], or the number of enclosing blocks to leave beyond the
/// current one (0 leaves the current block only, which is what an undefined statement does).
sealed interface Node
        permits AssignNodes.Constant,
                AssignNodes.Dot,
                AssignNodes.DotInData,
                AssignNodes.DotText,
                AssignNodes.Len,
                AssignNodes.Reset,
                AssignNodes.Var,
                AssignNodes.VarOnce,
                BuildNodes.ArrayAppend,
                BuildNodes.MakeArray,
                BuildNodes.MakeObject,
                BuildNodes.MakeSet,
                BuildNodes.ObjectInsert,
                BuildNodes.ObjectInsertOnce,
                BuildNodes.ObjectMerge,
                BuildNodes.SetAdd,
                CallNodes.CallBuiltin,
                CallNodes.CallDynamic,
                CallNodes.CallFunction,
                CallNodes.With,
                FlowNodes.Blocks,
                FlowNodes.Break,
                FlowNodes.Not,
                FlowNodes.ResultSetAdd,
                FlowNodes.Return,
                FlowNodes.Scan,
                TestNodes.Equal,
                TestNodes.IsArray,
                TestNodes.IsDefined,
                TestNodes.IsObject,
                TestNodes.IsSet,
                TestNodes.IsUndefined,
                TestNodes.Nop,
                TestNodes.NotEqual,
                TestNodes.NotFalse {
    int NEXT = -1;
    int RETURN = -2;
    int UNDEFINED = 0;

    /// @param frame the locals of the running function; null is undefined
    int run(Run run, @Nullable RegoValue[] frame);

    /// What an enclosing construct sees of a result: one block was left.
    static int outOfOne(int result) {
        return result > 0 ? result - 1 : result == UNDEFINED ? NEXT : result;
    }
}
