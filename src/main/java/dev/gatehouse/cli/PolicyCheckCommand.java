package dev.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.gatehouse.bundle.PolicyLoader;
import dev.gatehouse.config.SettingsSource;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RememberingEngine;
import dev.gatehouse.rego.WasmEngine;

/// Says whether a policy would come into force, and what in it may not be meant.
@Command(
        name = "check",
        description = "Checks that a policy loads: entrypoint, built-ins, parameters.",
        mixinStandardHelpOptions = true)
final class PolicyCheckCommand implements Callable<Integer> {
    private static final String NOTES = "gatehouse/contract/parameters/notes";

    private final SettingsSource source;

    @Mixin
    private final Answer answer = new Answer();

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = "A directory, a bundle.tar.gz, a URL, or 'shipped'; the configured policy when left out.")
    private @Nullable String path;

    PolicyCheckCommand(SettingsSource source) {
        this.source = source;
    }

    /// @param reads the parts of the input that decisions depend on; `*` is all of it
    record Checked(
            boolean ok,
            String source,
            String revision,
            String digest,
            String form,
            List<String> reads,
            List<String> notes) {}

    @Override
    public Integer call() {
        try {
            PolicyChoice choice = PolicyChoice.of(source.read(), Optional.ofNullable(path));
            PolicyChoice.Loaded loaded = choice.load();
            Checked checked = check(choice, loaded);
            close(loaded.engine());
            List<String> lines = new ArrayList<>();
            lines.add(checked.source + " is good: revision " + checked.revision + ", " + checked.form);
            checked.notes.forEach(note -> lines.add("note: " + note));
            answer.print(checked, lines);
            return 0;
        } catch (CommandStopped stopped) {
            return answer.stopped(stopped);
        }
    }

    private static Checked check(PolicyChoice choice, PolicyChoice.Loaded loaded) throws CommandStopped {
        List<String> notes = new ArrayList<>();
        List<String> reads = List.of("*");
        Optional<Evaluation> said;
        switch (loaded.engine()) {
            case RememberingEngine plan -> {
                reads = plan.readSet().paths();
                if (!plan.readSet().allowsReuse()) {
                    notes.add("decisions cannot be remembered: the policy takes the whole input, or the time of day");
                }
                said = plan.ask(NOTES, RegoObject.EMPTY);
            }
            case WasmEngine module -> {
                notes.add("there is no plan, so each decision takes a module some hundred times longer");
                said = module.ask(NOTES, RegoObject.EMPTY);
            }
            case RegoEngine _ -> said = Optional.empty();
        }
        notes.addAll(parameterNotes(said));
        if (allows(loaded.engine().evaluate(RegoObject.EMPTY))) {
            notes.add("an empty document is permitted: what the gateway knows nothing about would pass");
        }
        return new Checked(
                true,
                choice.settings().source().name(),
                loaded.engine().revision(),
                loaded.bundle().digest(),
                loaded.bundle().holds("plan.json") ? "plan.json" : "policy.wasm",
                reads,
                notes);
    }

    private static List<String> parameterNotes(Optional<Evaluation> said) throws CommandStopped {
        if (said.isEmpty()) {
            return List.of("the policy says nothing of its parameters, so slips in them are not found");
        }
        try {
            return PolicyLoader.sentences(said.get());
        } catch (BundleRefused e) {
            throw CommandStopped.failed(String.valueOf(e.getMessage()));
        }
    }

    private static boolean allows(Evaluation evaluation) {
        return evaluation instanceof Evaluation.Defined(RegoObject decision)
                && decision.get("allow") == RegoBoolean.TRUE;
    }

    private static void close(RegoEngine engine) {
        if (engine instanceof WasmEngine module) {
            module.close();
        }
    }
}
