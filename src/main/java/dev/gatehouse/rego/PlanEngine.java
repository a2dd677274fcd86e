package dev.gatehouse.rego;

import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// Evaluates the compiled plan of a bundle in plain Java.
///
/// One instance serves all threads. Rules are remembered within one evaluation, and beyond it those that depend on
/// the bundle's data alone; a built-in that fails is undefined, as in OPA.
public final class PlanEngine implements RegoEngine {
    /// A block of a plan takes five levels of JSON.
    private static final int MAX_PLAN_DEPTH = 1_024;

    private static final RegoString RESULT = RegoString.of("result");

    private final Plan plan;
    private final Plan.Entrypoint entrypoint;
    private final RegoValue data;
    private final ConstantRules constants;
    private final ReadSet readSet;
    private final String revision;
    private final Budget budget;
    private final InstantSource clock;

    private PlanEngine(
            Plan plan,
            Plan.Entrypoint entrypoint,
            ReadSet readSet,
            RegoBundle bundle,
            Budget budget,
            InstantSource clock) {
        this.plan = plan;
        this.entrypoint = entrypoint;
        this.readSet = readSet;
        data = bundle.data();
        constants = new ConstantRules(plan.rules());
        revision = bundle.revision();
        this.budget = budget;
        this.clock = clock;
    }

    /// @param entrypoint as given to `opa build -e`, such as `gatehouse/decision`
    /// Errors: [BundleRefused] without such an entrypoint, and for a plan with anything unknown in it, built-ins
    /// included.
    public static PlanEngine load(RegoBundle bundle, String entrypoint, Builtins builtins, Budget budget)
            throws BundleRefused {
        return load(PlanCompiler.compile(json(bundle), builtins), bundle, entrypoint, builtins, budget);
    }

    /// Evaluates the first of its entrypoints; the others are for [#ask]. Errors: as above.
    public static PlanEngine load(RegoBundle bundle, Builtins builtins, Budget budget) throws BundleRefused {
        var plan = PlanCompiler.compile(json(bundle), builtins);
        var first = plan.entrypoints().keySet().stream().sorted().findFirst().orElse("");
        return load(plan, bundle, first, builtins, budget);
    }

    private static PlanEngine load(Plan plan, RegoBundle bundle, String entrypoint, Builtins builtins, Budget budget)
            throws BundleRefused {
        var found = plan.entrypoints().get(entrypoint);
        if (found == null) {
            throw new BundleRefused("the bundle has no entrypoint " + entrypoint + ", only "
                    + String.join(", ", plan.entrypoints().keySet()));
        }
        var reads = ReadSetAnalysis.of(plan, found, isDeterministic(plan, builtins));
        return new PlanEngine(plan, found, reads, bundle, budget, InstantSource.system());
    }

    private static boolean isDeterministic(Plan plan, Builtins builtins) {
        return plan.builtins().stream()
                .allMatch(name -> builtins.find(name) instanceof Builtins.Entry entry && entry.deterministic());
    }

    private static RegoValue json(RegoBundle bundle) throws BundleRefused {
        var plan = bundle.file("plan.json");
        if (plan == null) {
            throw new BundleRefused("the bundle has no plan.json; build it with `opa build -t plan`");
        }
        try {
            return RegoJson.parse(plan, MAX_PLAN_DEPTH);
        } catch (RegoJson.Malformed e) {
            throw new BundleRefused("the bundle's plan is no JSON: " + e.getMessage(), e);
        }
    }

    public Set<String> entrypoints() {
        return Collections.unmodifiableSet(plan.entrypoints().keySet());
    }

    /// What another entrypoint of the same bundle says; empty when there is none of that name.
    public Optional<Evaluation> ask(String other, RegoValue input) {
        return Optional.ofNullable(plan.entrypoints().get(other)).map(found -> evaluate(found, input));
    }

    /// What the answer may depend on.
    public ReadSet readSet() {
        return readSet;
    }

    @Override
    public String revision() {
        return revision;
    }

    @Override
    public boolean reads(String member) {
        return readSet().paths().stream()
                .anyMatch(path -> path.equals("*") || path.equals(member) || path.startsWith(member + "/"));
    }

    @Override
    public boolean repeats() {
        return readSet.isDeterministic();
    }

    @Override
    public Evaluation evaluate(RegoValue input) {
        return evaluate(entrypoint, input);
    }

    private Evaluation evaluate(Plan.Entrypoint asked, RegoValue input) {
        try {
            var results = results(asked, input);
            if (results.isEmpty()) {
                return new Evaluation.Undefined();
            }
            return results.getFirst() instanceof RegoObject object && object.get(RESULT) instanceof RegoValue value
                    ? new Evaluation.Defined(value)
                    : new Evaluation.Failed("the entrypoint gives no result member");
        } catch (EvaluationStopped e) {
            return new Evaluation.Failed(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            return new Evaluation.Failed("values nested too deeply");
        } catch (RuntimeException e) {
            return new Evaluation.Failed("internal error: " + e);
        }
    }

    private List<RegoValue> results(Plan.Entrypoint asked, @Nullable RegoValue input) {
        var run = new Run(budget, false, nanos(clock), constants);
        run.meter.given(input);
        run.meter.given(data);
        return asked.run(run, input, data);
    }

    /// Nanoseconds since 1970.
    static long nanos(InstantSource clock) {
        var now = clock.instant();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }
}
