package dev.gatehouse.rego;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Compiles the blocks of one function or entrypoint; counts its locals.
final class BodyCompiler {
    private static final int MAX_LOCALS = 65_536;

    private final PlanCompiler plan;
    private int frameSize = 2;

    BodyCompiler(PlanCompiler plan) {
        this.plan = plan;
    }

    int frameSize() {
        return frameSize;
    }

    /// All of it, in as few statements as it takes.
    ///
    /// @param parameters the locals that have a value from the beginning
    Block[] body(List<PlanJson> blocks, int[] parameters) throws BundleRefused {
        var given = new HashSet<>(Set.of(0, 1));
        for (int parameter : parameters) {
            given.add(local(parameter));
        }
        return BodyFolding.fold(blocks(blocks, 0), given);
    }

    /// @param depth how many blocks enclose these
    private Block[] blocks(List<PlanJson> blocks, int depth) throws BundleRefused {
        var compiled = new Block[blocks.size()];
        for (int i = 0; i < compiled.length; i++) {
            compiled[i] = block(blocks.get(i), depth + 1);
        }
        return compiled;
    }

    private Block block(PlanJson block, int depth) throws BundleRefused {
        var nodes = new ArrayList<Node>();
        var documents = new BaseDocuments();
        for (var statement : block.list("stmts")) {
            nodes.add(documents.refine(node(statement.string("type"), statement.member("stmt"), depth)));
        }
        return new Block(nodes.toArray(Node[]::new));
    }

    private Node node(String type, PlanJson at, int depth) throws BundleRefused {
        return switch (type) {
            case "ArrayAppendStmt" -> new BuildNodes.ArrayAppend(operand(at, "value"), local(at, "array"));
            case "AssignIntStmt", "MakeNumberIntStmt" ->
                new AssignNodes.Constant(RegoNumber.of(at.integer("value")), local(at, "target"));
            case "AssignVarOnceStmt" -> new AssignNodes.VarOnce(operand(at, "source"), local(at, "target"));
            case "AssignVarStmt" -> new AssignNodes.Var(operand(at, "source"), local(at, "target"));
            case "BlockStmt" -> new FlowNodes.Blocks(blocks(at.list("blocks"), depth));
            case "BreakStmt" -> new FlowNodes.Break(levels(at.integer("index"), depth));
            case "CallDynamicStmt" -> callDynamic(at);
            case "CallStmt" -> plan.call(at.string("func"), operands(at, "args"), local(at, "result"));
            case "DotStmt" -> new AssignNodes.Dot(operand(at, "source"), operand(at, "key"), local(at, "target"));
            case "EqualStmt" -> new TestNodes.Equal(operand(at, "a"), operand(at, "b"));
            case "IsArrayStmt" -> new TestNodes.IsArray(operand(at, "source"));
            case "IsDefinedStmt" -> new TestNodes.IsDefined(local(at, "source"));
            case "IsObjectStmt" -> new TestNodes.IsObject(operand(at, "source"));
            case "IsSetStmt" -> new TestNodes.IsSet(operand(at, "source"));
            case "IsUndefinedStmt" -> new TestNodes.IsUndefined(local(at, "source"));
            case "LenStmt" -> new AssignNodes.Len(operand(at, "source"), local(at, "target"));
            case "MakeArrayStmt" -> new BuildNodes.MakeArray((int) at.integer("capacity"), local(at, "target"));
            case "MakeNullStmt" -> new AssignNodes.Constant(RegoNull.NULL, local(at, "target"));
            case "MakeNumberRefStmt" -> new AssignNodes.Constant(numberConstant(at), local(at, "target"));
            case "MakeObjectStmt" -> new BuildNodes.MakeObject(local(at, "target"));
            case "MakeSetStmt" -> new BuildNodes.MakeSet(local(at, "target"));
            case "NopStmt" -> new TestNodes.Nop();
            case "NotEqualStmt" -> new TestNodes.NotEqual(operand(at, "a"), operand(at, "b"));
            case "NotStmt" -> new FlowNodes.Not(block(at.member("block"), depth + 1));
            case "ObjectInsertOnceStmt" ->
                new BuildNodes.ObjectInsertOnce(operand(at, "key"), operand(at, "value"), local(at, "object"));
            case "ObjectInsertStmt" ->
                new BuildNodes.ObjectInsert(operand(at, "key"), operand(at, "value"), local(at, "object"));
            case "ObjectMergeStmt" -> new BuildNodes.ObjectMerge(local(at, "a"), local(at, "b"), local(at, "target"));
            case "ResetLocalStmt" -> new AssignNodes.Reset(local(at, "target"));
            case "ResultSetAddStmt" -> new FlowNodes.ResultSetAdd(local(at, "value"));
            case "ReturnLocalStmt" -> new FlowNodes.Return(local(at, "source"));
            case "ScanStmt" ->
                new FlowNodes.Scan(
                        local(at, "source"),
                        local(at, "key"),
                        local(at, "value"),
                        block(at.member("block"), depth + 2));
            case "SetAddStmt" -> new BuildNodes.SetAdd(operand(at, "value"), local(at, "set"));
            case "WithStmt" -> with(at, depth);
            default -> throw new BundleRefused("plan: unknown statement: " + type);
        };
    }

    private Node callDynamic(PlanJson at) throws BundleRefused {
        int[] locals = at.integers("args");
        var arguments = new Operand[locals.length];
        for (int i = 0; i < locals.length; i++) {
            arguments[i] = new Operand.Local(local(locals[i]));
        }
        return new CallNodes.CallDynamic(plan.paths(), operands(at, "path"), arguments, local(at, "result"));
    }

    private Node with(PlanJson at, int depth) throws BundleRefused {
        var path = new ArrayList<RegoString>();
        for (int index : at.integers("path")) {
            path.add(plan.constant(index));
        }
        var block = block(at.member("block"), depth + 1);
        return new CallNodes.With(local(at, "local"), PlanCompiler.path(path), operand(at, "value"), block);
    }

    private static int levels(long index, int depth) throws BundleRefused {
        if (index < 0 || index > depth) {
            throw new BundleRefused("plan: break out of too many blocks: " + index);
        }
        return (int) index;
    }

    private RegoNumber numberConstant(PlanJson at) throws BundleRefused {
        long index = at.integer(at.has("Index") ? "Index" : "index");
        try {
            if (RegoJson.parse(plan.constant(index).value()) instanceof RegoNumber number) {
                return number;
            }
        } catch (RegoJson.Malformed e) {
            throw new BundleRefused("plan: no number: constant " + index, e);
        }
        throw new BundleRefused("plan: no number: constant " + index);
    }

    private int local(PlanJson at, String name) throws BundleRefused {
        return local(at.integer(name));
    }

    private int local(long index) throws BundleRefused {
        if (index < 0 || index >= MAX_LOCALS) {
            throw new BundleRefused("plan: local out of range: " + index);
        }
        frameSize = Math.max(frameSize, (int) index + 1);
        return (int) index;
    }

    private Operand operand(PlanJson at, String name) throws BundleRefused {
        return operand(at.member(name));
    }

    private Operand[] operands(PlanJson at, String name) throws BundleRefused {
        var items = at.list(name);
        var operands = new Operand[items.size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = operand(items.get(i));
        }
        return operands;
    }

    private Operand operand(PlanJson at) throws BundleRefused {
        var type = at.string("type");
        return switch (type) {
            case "local" -> new Operand.Local(local(at.integer("value")));
            case "string_index" -> new Operand.Constant(plan.constant(at.integer("value")));
            case "bool" -> {
                if (!(at.value("value") instanceof RegoBoolean bool)) {
                    throw new BundleRefused("plan: a boolean was expected");
                }
                yield new Operand.Constant(bool);
            }
            default -> throw new BundleRefused("plan: unknown operand: " + type);
        };
    }
}
