package dev.gatehouse.rego;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Turns the JSON of a plan into nodes. Refuses what it does not know: statements, built-ins, locals, jumps.
/// Spec: "Intermediate Representation (IR)" of the OPA documentation.
final class PlanCompiler {
    private final Builtins builtins;
    private final Map<String, PlanFunction> functions = new HashMap<>();
    private final CallNodes.Paths paths = new CallNodes.Paths();
    private final Set<String> used = new TreeSet<>();
    private RegoString[] strings = {};

    private PlanCompiler(Builtins builtins) {
        this.builtins = builtins;
    }

    static Plan compile(RegoValue json, Builtins builtins) throws BundleRefused {
        return new PlanCompiler(builtins).compile(new PlanJson(json));
    }

    private Plan compile(PlanJson plan) throws BundleRefused {
        var fixed = plan.optional("static");
        strings = fixed == null ? new RegoString[0] : constants(fixed.list("strings"));
        requireBuiltins(fixed == null ? List.of() : fixed.list("builtin_funcs"));
        var bodies = plan.optional("funcs");
        var declared = bodies == null ? List.<PlanJson>of() : bodies.list("funcs");
        for (var function : declared) {
            declare(function);
        }
        for (var function : declared) {
            define(function);
        }
        DataRules.of(functions.values()).forEach(PlanFunction::dependsOnDataAlone);
        var entrypoints = new HashMap<String, Plan.Entrypoint>();
        for (var entry : plan.member("plans").list("plans")) {
            var body = new BodyCompiler(this);
            var blocks = body.body(entry.list("blocks"), new int[0]);
            entrypoints.put(entry.string("name"), new Plan.Entrypoint(body.frameSize(), blocks));
        }
        return new Plan(Map.copyOf(entrypoints), List.copyOf(functions.values()), Set.copyOf(used));
    }

    private static RegoString[] constants(List<PlanJson> items) throws BundleRefused {
        var constants = new RegoString[items.size()];
        for (int i = 0; i < constants.length; i++) {
            constants[i] = RegoString.of(items.get(i).string("value"));
        }
        return constants;
    }

    private void requireBuiltins(List<PlanJson> required) throws BundleRefused {
        var missing = new TreeSet<String>();
        for (var builtin : required) {
            var name = builtin.string("name");
            if (builtins.find(name) == null) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw new BundleRefused("the bundle needs built-ins that are not supported: " + String.join(", ", missing));
        }
    }

    private void declare(PlanJson function) throws BundleRefused {
        var name = function.string("name");
        var parameters = function.integers("params");
        if (parameters.length < 2) {
            throw new BundleRefused("function without input and data: " + name);
        }
        if (new HashSet<>(List.of(box(parameters))).size() != parameters.length) {
            throw new BundleRefused("function with a parameter twice: " + name);
        }
        var declared = PlanFunction.declared(name, parameters, functions.size());
        if (functions.putIfAbsent(name, declared) != null) {
            throw new BundleRefused("function declared twice: " + name);
        }
        paths.put(function.strings("path"), declared);
    }

    private static Integer[] box(int[] values) {
        var boxed = new Integer[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return boxed;
    }

    private void define(PlanJson function) throws BundleRefused {
        var body = new BodyCompiler(this);
        var blocks = body.body(function.list("blocks"), function.integers("params"));
        var name = function.string("name");
        requireFunction(name).define(body.frameSize(), blocks);
    }

    private PlanFunction requireFunction(String name) throws BundleRefused {
        var function = functions.get(name);
        if (function == null) {
            throw new BundleRefused("unknown function: " + name);
        }
        return function;
    }

    RegoString constant(long index) throws BundleRefused {
        if (index < 0 || index >= strings.length) {
            throw new BundleRefused("string constant out of range: " + index);
        }
        return strings[(int) index];
    }

    CallNodes.Paths paths() {
        return paths;
    }

    Node call(String name, Operand[] arguments, int target) throws BundleRefused {
        var function = functions.get(name);
        if (function != null) {
            requireArity(name, function.arity(), arguments.length);
            return new CallNodes.CallFunction(function, arguments, target);
        }
        var builtin = builtins.find(name);
        if (builtin == null) {
            throw new BundleRefused("the bundle needs built-ins that are not supported: " + name);
        }
        requireArity(name, builtin.arity(), arguments.length);
        used.add(name);
        return new CallNodes.CallBuiltin(builtin.function(), builtin.deterministic(), arguments, target);
    }

    private static void requireArity(String name, int takes, int given) throws BundleRefused {
        if (takes != given) {
            throw new BundleRefused(name + " takes " + takes + " arguments but is given " + given);
        }
    }

    static RegoString[] path(List<RegoString> segments) {
        return new ArrayList<>(segments).toArray(RegoString[]::new);
    }
}
