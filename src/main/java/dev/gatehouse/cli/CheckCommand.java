package dev.gatehouse.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.Fault;
import dev.gatehouse.config.SettingsSource;

/// Says what would stop the gateway from serving: faults of the configuration, of the policy, and targets out of
/// reach.
@Dependent
@Command(
        name = "check",
        description = "Checks the configuration, the policy, and whether the targets can be reached.",
        mixinStandardHelpOptions = true)
public class CheckCommand implements Callable<Integer> {
    enum Output {
        text,
        json
    }

    private final SettingsSource source;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "-o", description = "Output: ${COMPLETION-CANDIDATES}.", defaultValue = "text")
    private Output output = Output.text;

    @Inject
    CheckCommand(SettingsSource source) {
        this.source = source;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        List<Fault> faults =
                switch (source.read()) {
                    case Configuration.Faulty faulty -> faulty.faults();
                    case Configuration.Valid valid -> Surroundings.faults(valid.settings());
                };
        print(faults);
        return faults.isEmpty() ? 0 : 1;
    }

    private void print(List<Fault> faults) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case json ->
                out.println(new ObjectMapper().writeValueAsString(Map.of("ok", faults.isEmpty(), "faults", faults)));
            case text -> {
                faults.forEach(out::println);
                out.println(faults.isEmpty() ? "no faults" : faults.size() + " fault(s)");
            }
        }
        out.flush();
    }
}
