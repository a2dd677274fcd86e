package dev.gatehouse.rego;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Evaluates a bundle's `policy.wasm` through the OPA Java SDK.
///
/// An instance is stateful and serves one thread at a time, so there is a fixed number of them; who finds none free
/// in the budget's time gets a failure. An instance that failed is replaced. Far slower than [PlanEngine], and its
/// work is bounded by time and memory only; it is there for bundles that carry no plan. Threads: any.
public final class WasmEngine implements RegoEngine, AutoCloseable {
    private final byte[] module;
    private final String entrypoint;
    private final String data;
    private final String revision;
    private final Builtins builtins;
    private final Budget budget;
    private final WasmDeadline deadline = new WasmDeadline();
    private final BlockingQueue<WasmInstance> free;

    private WasmEngine(
            RegoBundle bundle, byte[] module, String entrypoint, Builtins builtins, Budget budget, int size) {
        this.module = module;
        this.entrypoint = entrypoint;
        this.builtins = builtins;
        this.budget = budget;
        data = RegoJson.print(bundle.data());
        revision = bundle.revision();
        free = new ArrayBlockingQueue<>(size);
    }

    /// @param instances how many evaluations may run at the same time; each takes a second to make
    /// Errors: [BundleRefused] without a module or the entrypoint, or when the module needs an unknown built-in.
    public static WasmEngine load(RegoBundle bundle, String entrypoint, Builtins builtins, Budget budget, int instances)
            throws BundleRefused {
        var module = bundle.file("policy.wasm");
        if (module == null) {
            throw new BundleRefused("the bundle has no policy.wasm; build it with `opa build -t wasm`");
        }
        var engine = new WasmEngine(bundle, module, entrypoint, builtins, budget, instances);
        for (int i = 0; i < instances; i++) {
            engine.free.add(engine.instance());
        }
        return engine;
    }

    private WasmInstance instance() throws BundleRefused {
        return WasmInstance.of(module, entrypoint, data, builtins);
    }

    /// What another entrypoint of the same bundle says; empty when there is none of that name. Takes a second.
    public Optional<Evaluation> ask(String other, RegoValue input) {
        WasmInstance instance;
        try {
            instance = WasmInstance.of(module, other, data, builtins);
        } catch (BundleRefused e) {
            return Optional.empty(); // the module has started with the entrypoint that counts
        }
        return Optional.of(deadline.within(budget.time(), () -> instance.evaluate(input, budget)));
    }

    @Override
    public String revision() {
        return revision;
    }

    @Override
    public Evaluation evaluate(RegoValue input) {
        try {
            var instance = free.poll(budget.time().toNanos(), TimeUnit.NANOSECONDS);
            return instance == null ? new Evaluation.Failed("no instance of the policy is free") : run(instance, input);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Evaluation.Failed("interrupted");
        } catch (BundleRefused e) {
            return new Evaluation.Failed("the policy could not be started again: " + e.getMessage());
        }
    }

    private Evaluation run(WasmInstance instance, RegoValue input) throws BundleRefused {
        Evaluation evaluation = new Evaluation.Failed("not evaluated");
        try {
            evaluation = deadline.within(budget.time(), () -> instance.evaluate(input, budget));
        } finally {
            free.add(evaluation instanceof Evaluation.Failed ? instance() : instance);
        }
        return evaluation;
    }

    @Override
    public void close() {
        deadline.close();
    }
}
