package dev.gatehouse.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.Settings;
import dev.gatehouse.config.SettingsSource;

/// Shows for one statement and one identity what the gateway reads in it, which rules fire, and what is decided.
/// The statement is not sent to a server, which is asked for its schemas only.
@Command(
        name = "explain",
        description = "Explains what would become of one statement of one identity, without running it.",
        mixinStandardHelpOptions = true)
final class PolicyExplainCommand implements Callable<Integer> {
    private final SettingsSource source;

    @Mixin
    private final Answer answer = new Answer();

    @Option(names = "--as", required = true, split = ",", paramLabel = "USER[,GROUP…]", description = "Who asks.")
    private List<String> who = List.of();

    @Option(names = "--agent", paramLabel = "NAME", description = "An agent that acts on behalf of USER.")
    private @Nullable String agent;

    @Option(names = "--grant", paramLabel = "ROLE", description = "A role that was granted for a time.")
    private List<String> grants = List.of();

    @Option(names = "--target", required = true, description = "A target of the configuration.")
    private String target = "";

    @Option(names = "--bundle", paramLabel = "PATH", description = "Another policy than the configured one.")
    private @Nullable String bundle;

    @Option(names = "--offline", description = "Read the statement without the target's catalogue.")
    private boolean offline;

    @Option(
            names = "--verify",
            description = "Ask the target's server how it reads the statement, without running it; exit code 1 if it"
                    + " reads more than the policy was shown.")
    private boolean verify;

    @Option(names = "--at", paramLabel = "TIME", description = "RFC 3339; now when left out.")
    private @Nullable String at;

    @Parameters(paramLabel = "SQL", description = "The statement.")
    private String sql = "";

    PolicyExplainCommand(SettingsSource source) {
        this.source = source;
    }

    @Override
    public Integer call() {
        try {
            Configuration configuration = source.read();
            Settings settings = PolicyChoice.settings(configuration);
            PolicyChoice.Loaded policy =
                    PolicyChoice.of(configuration, Optional.ofNullable(bundle)).load();
            var identity = new PolicyExplanation.Identity(
                    who.getFirst(), who.subList(1, who.size()), Optional.ofNullable(agent), grants);
            PolicyExplanation explanation = new PolicyExplanation(settings, policy.engine(), instant());
            PolicyExplanation.Explained explained = explanation.explain(identity, target, sql, offline);
            if (!verify) {
                answer.print(explained, lines(explained));
                return 0;
            }
            Verification.Verified verified = verified(settings);
            PolicyExplanation.Explained both = explained.with(verified);
            answer.print(both, lines(both));
            return verified.isTooFew() ? CommandStopped.FAILED : 0;
        } catch (CommandStopped stopped) {
            return answer.stopped(stopped);
        }
    }

    private Verification.Verified verified(Settings settings) throws CommandStopped {
        if (offline) {
            throw CommandStopped.usage("--verify asks the target, which --offline leaves alone");
        }
        try (Verification verification = Verification.open(PolicyExplanation.target(settings, target))) {
            return verification.verify(sql);
        }
    }

    private Instant instant() throws CommandStopped {
        try {
            return at == null
                    ? Instant.now()
                    : java.time.OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeException e) {
            throw CommandStopped.failed("'" + at + "' is no time; write it as 2026-01-31T14:00:00Z");
        }
    }

    private static List<String> lines(PolicyExplanation.Explained explained) {
        List<String> lines = new ArrayList<>();
        lines.add("identity    " + explained.identity());
        lines.add("target      " + explained.target());
        lines.add("time        " + explained.time());
        lines.add("policy      " + explained.revision());
        explained.statements().forEach(statement -> {
            lines.add("statement   " + statement.kinds() + " effects " + statement.effects());
            statement.tables().forEach(table -> lines.add("  table     " + table));
            statement.columns().forEach(column -> lines.add("  column    " + column));
            if (!statement.functions().isEmpty()) {
                lines.add("  functions " + statement.functions());
            }
            if (!statement.flags().isEmpty()) {
                lines.add("  flags     " + statement.flags());
            }
            statement.reasons().forEach(reason -> lines.add("  rule      " + reason.rule() + ": " + reason.message()));
            lines.add("  decision  " + statement.decision());
        });
        explained.obligations().forEach(obligation -> lines.add("obligation  " + obligation));
        explained.notes().forEach(note -> lines.add("note        " + note));
        explained.verified().forEach(verified -> lines.addAll(Verification.lines(verified)));
        lines.add("decision    " + explained.decision());
        return lines;
    }
}
