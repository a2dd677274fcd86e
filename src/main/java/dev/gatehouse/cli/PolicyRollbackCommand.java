package dev.gatehouse.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.gatehouse.bundle.PolicyVersions;
import dev.gatehouse.config.SettingsSource;

/// Has a running gateway go back to a version that it keeps, or on from there.
@Command(
        name = "rollback",
        description = "Pins a version of the policy: a running gateway takes it at its next poll, and stays with it.",
        mixinStandardHelpOptions = true)
final class PolicyRollbackCommand implements Callable<Integer> {
    private final SettingsSource source;

    @Mixin
    private final Answer answer = new Answer();

    @Parameters(
            arity = "0..1",
            paramLabel = "REVISION",
            description = "A revision, or the beginning of a digest, of 'policy versions'.")
    private @Nullable String revision;

    @Option(names = "--release", description = "Lets the configured source decide again.")
    private boolean release;

    PolicyRollbackCommand(SettingsSource source) {
        this.source = source;
    }

    @Override
    public Integer call() {
        if ((revision == null) != release) {
            return answer.stopped(CommandStopped.usage("name a REVISION, or --release"));
        }
        try {
            PolicyVersions versions = PolicyVersionsCommand.of(source.read());
            return release ? released(versions) : pinned(versions, String.valueOf(revision));
        } catch (CommandStopped stopped) {
            return answer.stopped(stopped);
        } catch (IOException e) {
            return answer.stopped(CommandStopped.unread("the pin cannot be written: " + e.getMessage()));
        }
    }

    private int released(PolicyVersions versions) throws IOException {
        boolean there = versions.release();
        answer.print(
                Map.of("ok", true, "released", there),
                List.of(
                        there
                                ? "released: the configured source decides again from the next poll on"
                                : "nothing was pinned"));
        return 0;
    }

    private int pinned(PolicyVersions versions, String wanted) throws CommandStopped, IOException {
        List<PolicyVersionsCommand.Listed> fitting = PolicyVersionsCommand.list(versions).stream()
                .filter(version -> version.revision().equals(wanted)
                        || wanted.length() >= 6 && version.digest().startsWith(wanted))
                .toList();
        if (fitting.size() != 1) {
            throw CommandStopped.failed(
                    fitting.isEmpty()
                            ? "there is no version " + wanted + "; see 'policy versions'"
                            : wanted + " is " + fitting.size() + " versions; name a digest of 'policy versions'");
        }
        PolicyVersionsCommand.Listed version = fitting.getFirst();
        String by = System.getProperty("user.name", "somebody");
        versions.pin(new PolicyVersions.Pin(version.digest(), by, Instant.now().toString()));
        answer.print(
                Map.of("ok", true, "revision", version.revision(), "digest", version.digest()),
                List.of("pinned " + version.revision() + ": a running gateway takes it at its next poll"
                        + " (gatehouse.policy.poll); 'policy rollback --release' ends that"));
        return 0;
    }
}
