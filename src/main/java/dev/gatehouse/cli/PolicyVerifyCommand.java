package dev.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.gatehouse.config.Settings;
import dev.gatehouse.config.SettingsSource;

/// Asks a target's own server whether the gateway reads statements as it does. The server runs none of them.
@Command(
        name = "verify",
        description = {
            "Compares the gateway's reading of statements with the server's own, without running them.",
            "Exit code 1 if the server reads more than the policy is shown."
        },
        mixinStandardHelpOptions = true)
final class PolicyVerifyCommand implements Callable<Integer> {
    private static final int MOST_STATEMENTS = 10_000;

    private final SettingsSource source;

    @Mixin
    private final Answer answer = new Answer();

    @Option(names = "--target", required = true, description = "A target of the configuration.")
    private String target = "";

    @ArgGroup(multiplicity = "1")
    private Texts texts = new Texts();

    @Option(names = "--journal", paramLabel = "FOLDER", description = "Another journal than the configured one.")
    private @Nullable Path journal;

    static final class Texts {
        @Parameters(paramLabel = "SQL", description = "One statement.")
        private @Nullable String sql;

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "Statements, each with a ; at the end of its last line.")
        private @Nullable Path file;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description = "The recorded statements of this target; RFC 3339, or how long ago: 90m, 24h, 7d.")
        private @Nullable String since;
    }

    /// @param counts of each verdict
    /// @param statements all that were asked about, or of more than one those that did not simply agree
    /// @param leftOut how many recorded forms stand on the record with literals replaced only
    record Outcome(String target, Map<String, Long> counts, List<Verification.Verified> statements, int leftOut) {}

    private record Asked(List<String> texts, int leftOut) {}

    PolicyVerifyCommand(SettingsSource source) {
        this.source = source;
    }

    @Override
    public Integer call() {
        try {
            Settings settings = PolicyChoice.settings(source.read());
            Asked asked = asked(settings);
            List<Verification.Verified> verified = new ArrayList<>();
            try (Verification verification = Verification.open(PolicyExplanation.target(settings, target))) {
                for (String sql : asked.texts) {
                    verified.add(verification.verify(sql));
                }
            }
            Outcome outcome = new Outcome(target, Verification.counts(verified), shown(verified), asked.leftOut);
            answer.print(outcome, lines(outcome));
            return verified.stream().anyMatch(Verification.Verified::isTooFew) ? CommandStopped.FAILED : 0;
        } catch (CommandStopped stopped) {
            return answer.stopped(stopped);
        } catch (IOException e) {
            return answer.stopped(CommandStopped.unread("the statements cannot be read: " + e.getMessage()));
        }
    }

    private Asked asked(Settings settings) throws IOException, CommandStopped {
        if (texts.sql != null) {
            return new Asked(List.of(texts.sql), 0);
        }
        if (texts.file != null) {
            List<String> all = new ArrayList<>();
            for (String sql : Files.readString(texts.file).split(";[ \\t]*(\\R|$)", -1)) {
                if (!sql.isBlank()) {
                    all.add(sql.strip());
                }
            }
            return new Asked(all, 0);
        }
        Path folder = journal == null ? settings.journal().directory() : journal;
        Map<String, String> byForm = new LinkedHashMap<>();
        Set<String> replaced = new HashSet<>();
        Instant since = PolicyReplayCommand.instant(String.valueOf(texts.since));
        RecordedDecision.read(
                folder.resolve("journal.jsonl"),
                since,
                Instant.MAX,
                recorded -> {
                    if (!recorded.target().equals(target) || recorded.sql().isBlank()) {
                        return;
                    }
                    if (!recorded.asSent()) {
                        replaced.add(recorded.fingerprint());
                    } else if (byForm.size() < MOST_STATEMENTS) {
                        byForm.putIfAbsent(recorded.fingerprint(), recorded.sql());
                    }
                },
                () -> {});
        replaced.removeAll(byForm.keySet());
        return new Asked(List.copyOf(byForm.values()), replaced.size());
    }

    private static List<Verification.Verified> shown(List<Verification.Verified> verified) {
        return verified.size() == 1
                ? verified
                : verified.stream().filter(one -> !one.isAgreed()).toList();
    }

    private static List<String> lines(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        outcome.statements().forEach(verified -> {
            lines.add("statement   " + verified.sql().replaceAll("\\s+", " "));
            lines.addAll(Verification.lines(verified));
        });
        if (outcome.leftOut() > 0) {
            lines.add(outcome.leftOut() + " left out: on the record without their literals");
        }
        outcome.counts().forEach((verdict, count) -> lines.add(count + " " + verdict));
        return lines;
    }
}
