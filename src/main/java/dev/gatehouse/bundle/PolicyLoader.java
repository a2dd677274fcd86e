package dev.gatehouse.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.Budget;
import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.PlanEngine;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.rego.RememberingEngine;
import dev.gatehouse.rego.WasmEngine;
import dev.gatehouse.rego.builtin.StandardBuiltins;

/// Brings the bundle that the settings name, with its signature verified and the parameters laid over it, and makes
/// engines of bundles. Threads: one at a time.
public final class PolicyLoader {
    /// How many decisions are remembered; each costs at most some ten kilobytes.
    private static final int REMEMBERED = 4_096;

    private static final int MOST_INSTANCES = 4;
    private static final String FAULTS = "gatehouse/contract/parameters/faults";
    private static final Budget CHECKING = new Budget(Budget.STANDARD.steps(), Duration.ofSeconds(5), 128);

    private final PolicySettings settings;
    private final PolicyFetcher fetcher;
    private @Nullable RegoBundle fetched;
    private byte[] laid = new byte[0];

    public PolicyLoader(PolicySettings settings) {
        this.settings = settings;
        PolicyCompiler compiler = new PolicyCompiler(settings.opa(), settings.entrypoint());
        fetcher = switch (settings.source()) {
            case PolicySource.Shipped _ -> new ShippedPolicy();
            case PolicySource.OnDisk disk -> new PolicyOnDisk(disk.path(), compiler);
            case PolicySource.Remote remote -> new PolicyDownload(remote, BundleLimits.STANDARD);
        };
    }

    /// The bundle, when it or its parameters have changed since the last call.
    /// Errors: [BundleRefused] for what must not come into force, `IOException` when the source cannot be reached.
    public Optional<RegoBundle> changed() throws BundleRefused, IOException {
        byte[] parameters = parameters();
        Optional<RegoBundle> next = fetcher.changed();
        if (next.isPresent()) {
            fetched = verified(next.get());
        } else if (Arrays.equals(parameters, laid)) {
            return Optional.empty();
        }
        laid = parameters;
        RegoBundle bundle = fetched;
        if (bundle == null) {
            return Optional.empty();
        }
        return Optional.of(parameters.length == 0 ? bundle : bundle.with(parameters));
    }

    /// Has the next [#changed] bring it again.
    void forget() {
        fetcher.forget();
    }

    /// A bundle that was kept, if it may still come into force.
    RegoBundle trusted(RegoBundle kept) throws BundleRefused {
        verified(kept.bare());
        return kept;
    }

    /// What the program itself brings needs no signature.
    private RegoBundle verified(RegoBundle bundle) throws BundleRefused {
        return settings.signedBy().isEmpty() || settings.source() instanceof PolicySource.Shipped
                ? bundle
                : bundle.verified(settings.signedBy().get());
    }

    private byte[] parameters() throws IOException {
        return settings.parameters().isEmpty()
                ? new byte[0]
                : Files.readAllBytes(settings.parameters().get());
    }

    /// The plan where there is one, else the module. Errors: [BundleRefused], also for parameters with faults.
    public RegoEngine engine(RegoBundle bundle) throws BundleRefused {
        Budget budget = new Budget(Budget.STANDARD.steps(), settings.budget(), Budget.STANDARD.calls());
        if (bundle.holds("plan.json")) {
            requireSoundParameters(plan(bundle, settings.entrypoint(), CHECKING).ask(FAULTS, RegoObject.EMPTY));
            return new RememberingEngine(plan(bundle, settings.entrypoint(), budget), REMEMBERED);
        }
        if (bundle.holds("policy.wasm")) {
            int instances = Math.min(MOST_INSTANCES, Runtime.getRuntime().availableProcessors());
            try (WasmEngine checking = module(bundle, CHECKING, 1)) {
                requireSoundParameters(checking.ask(FAULTS, RegoObject.EMPTY));
            }
            return module(bundle, budget, instances);
        }
        throw new BundleRefused("the bundle holds neither plan.json nor policy.wasm; build it with "
                + "`opa build -t plan -e " + settings.entrypoint() + "`");
    }

    static PlanEngine plan(RegoBundle bundle, String entrypoint, Budget budget) throws BundleRefused {
        return PlanEngine.load(bundle, entrypoint, StandardBuiltins.all(), budget);
    }

    /// On any of its entrypoints, to be asked by name. Errors: [BundleRefused], also when it has none.
    public static PlanEngine plan(RegoBundle bundle, Budget budget) throws BundleRefused {
        return PlanEngine.load(bundle, StandardBuiltins.all(), budget);
    }

    private WasmEngine module(RegoBundle bundle, Budget budget, int instances) throws BundleRefused {
        return WasmEngine.load(bundle, settings.entrypoint(), StandardBuiltins.all(), budget, instances);
    }

    private static void requireSoundParameters(Optional<Evaluation> answer) throws BundleRefused {
        if (answer.isPresent()) {
            List<String> faults = sentences(answer.get());
            if (!faults.isEmpty()) {
                throw new BundleRefused("the policy's parameters have faults: " + String.join("; ", faults));
            }
        }
    }

    /// What a policy says about itself, a set of texts. Errors: [BundleRefused] for anything else.
    public static List<String> sentences(Evaluation answer) throws BundleRefused {
        List<String> sentences = new ArrayList<>();
        switch (answer) {
            case Evaluation.Defined(RegoArray list) -> list.forEach(item -> sentences.add(text(item)));
            case Evaluation.Defined(RegoSet set) -> set.forEach(item -> sentences.add(text(item)));
            case Evaluation.Defined _, Evaluation.Undefined _, Evaluation.Failed _ ->
                throw new BundleRefused("the policy cannot say whether its parameters are sound: " + answer);
        }
        return sentences;
    }

    private static String text(RegoValue value) {
        return value instanceof RegoString text ? text.value() : value.toString();
    }
}
