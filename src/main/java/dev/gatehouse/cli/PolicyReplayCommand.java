package dev.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.FaultFinder;
import dev.gatehouse.config.Settings;
import dev.gatehouse.config.SettingsSource;

/// Judges recorded statements again with another policy: what a change would break is known before it is in force.
@Command(
        name = "replay",
        description = "Judges recorded statements again with another policy, and lists what would change.",
        mixinStandardHelpOptions = true)
final class PolicyReplayCommand implements Callable<Integer> {
    private static final String NOT_RECORDED = "claims, the way of login, TLS, the stage, grants and open transactions "
            + "are not on the record: each statement was judged as one of a token login over TLS, without claims or "
            + "grants; target labels are those of the configuration now";

    private final SettingsSource source;

    @Mixin
    private final Answer answer = new Answer();

    @Option(
            names = "--bundle",
            paramLabel = "PATH",
            description = "The other policy; the configured one when left out.")
    private @Nullable String bundle;

    @Option(
            names = "--since",
            required = true,
            paramLabel = "TIME",
            description = "RFC 3339, or how long ago: 90m, 24h, 7d.")
    private String since = "";

    @Option(names = "--until", paramLabel = "TIME", description = "As --since; now when left out.")
    private @Nullable String until;

    @Option(names = "--journal", paramLabel = "FOLDER", description = "Another journal than the configured one.")
    private @Nullable Path journal;

    PolicyReplayCommand(SettingsSource source) {
        this.source = source;
    }

    @Override
    public Integer call() {
        try {
            Configuration configuration = source.read();
            Settings settings = PolicyChoice.settings(configuration);
            PolicyChoice.Loaded policy =
                    PolicyChoice.of(configuration, Optional.ofNullable(bundle)).load();
            Path folder = journal == null ? settings.journal().directory() : journal;
            PolicyReplay replay = new PolicyReplay(settings, policy.engine());
            Instant end = until == null ? Instant.MAX : instant(until);
            replay.read(folder.resolve("journal.jsonl"), instant(since), end);
            PolicyReplay.Outcome outcome = replay.outcome(policy.engine().revision());
            answer.print(outcome, lines(outcome));
            return 0;
        } catch (CommandStopped stopped) {
            return answer.stopped(stopped);
        } catch (IOException e) {
            return answer.stopped(CommandStopped.unread("the journal cannot be read: " + e.getMessage()));
        }
    }

    /// A time, or how long ago. Errors: [CommandStopped] for a text that is neither.
    static Instant instant(String text) throws CommandStopped {
        FaultFinder find = new FaultFinder();
        if (text.matches("\\d+[a-z]+")) {
            Duration ago = find.duration("--since", Optional.of(text), Duration.ZERO);
            if (find.faults().isEmpty()) {
                return Instant.now().minus(ago);
            }
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw CommandStopped.usage("'" + text + "' is no time; write 2026-01-31T14:00:00Z, or 24h");
        }
    }

    private static List<String> lines(PolicyReplay.Outcome outcome) {
        List<String> lines = new ArrayList<>();
        for (PolicyReplay.Change change : outcome.changes()) {
            String was = change.was().equals(change.now())
                    ? change.now() + ", by other rules"
                    : change.was() + " -> " + change.now();
            lines.add("%d statement(s) %s".formatted(change.count(), was));
            lines.add("  rules    " + change.oldRules() + " -> " + change.newRules());
            lines.add("  who      " + change.subjects());
            lines.add("  such as  " + change.example().target() + ": "
                    + change.example().sql() + " [decision " + change.example().decision() + "]");
        }
        outcome.notes().forEach((why, count) -> lines.add("note: " + count + " line(s): " + why));
        lines.add("note: " + NOT_RECORDED);
        lines.add("%d of %d recorded statements would be decided otherwise by %s"
                .formatted(outcome.changed(), outcome.judged(), outcome.revision()));
        return lines;
    }
}
