package dev.gatehouse.cli;

import java.io.PrintWriter;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How a command answers: lines for people, or one JSON value.
final class Answer {
    enum Output {
        text,
        json
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "-o", description = "Output: ${COMPLETION-CANDIDATES}.", defaultValue = "text")
    private Output output = Output.text;

    /// @param json a record, map or list
    void print(Object json, List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case json -> out.println(text(json));
            case text -> lines.forEach(out::println);
        }
        out.flush();
    }

    /// Says why there is no answer, and gives the exit code on.
    int stopped(CommandStopped stopped) {
        switch (output) {
            case json -> print(java.util.Map.of("ok", false, "error", stopped.getMessage()), List.of());
            case text -> {
                PrintWriter err = spec.commandLine().getErr();
                err.println(stopped.getMessage());
                err.flush();
            }
        }
        return stopped.exitCode();
    }

    private static String text(Object json) {
        try {
            return new ObjectMapper().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is no JSON", e);
        }
    }
}
