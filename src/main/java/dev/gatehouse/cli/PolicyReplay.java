package dev.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import dev.gatehouse.config.Settings;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.PolicyEngine;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.policy.TimeInput;
import dev.gatehouse.rego.RegoEngine;

/// Judges recorded statements again with another policy, and gathers what would change.
final class PolicyReplay {
    private static final int MOST_SQL = 200;

    private final Map<String, TargetSettings> targets;
    private final PolicyEngine policy;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final TimeInput time;
    private final Map<Key, Tally> changes = new LinkedHashMap<>();
    private final Map<String, Long> notes = new TreeMap<>();
    private long judged;

    PolicyReplay(Settings settings, RegoEngine engine) {
        targets = settings.targets().stream()
                .collect(Collectors.toMap(target -> target.target().name(), target -> target));
        InstantSource clock = now::get;
        policy = new PolicyEngine(() -> engine, new SortableId(clock));
        time = new TimeInput(clock, settings.policy().zone());
    }

    /// What came of it, as was and as would be.
    private record Key(String was, Set<String> oldRules, String now, Set<String> newRules) {}

    private static final class Tally {
        private final Map<String, Long> subjects = new TreeMap<>();
        private Example example = new Example("", "", "", "");
        private long count;
    }

    /// One statement of those that change alike.
    record Example(String decision, String time, String target, String sql) {}

    /// @param oldRules those on the record, `newRules` those of the other policy
    /// @param subjects how many statements of whom
    record Change(
            String was,
            String now,
            long count,
            Set<String> oldRules,
            Set<String> newRules,
            Map<String, Long> subjects,
            Example example) {}

    /// @param notes how many lines were left out or judged by less than usual, and why
    record Outcome(String revision, long judged, long changed, List<Change> changes, Map<String, Long> notes) {}

    /// Errors: `IOException` when the journal cannot be read.
    void read(Path journal, Instant since, Instant until) throws IOException {
        RecordedDecision.read(journal, since, until, this::judge, () -> leaveOut("the line is not whole"));
    }

    private void judge(RecordedDecision recorded) {
        TargetSettings target = targets.get(recorded.target());
        if (!recorded.judged()) {
            leaveOut("the gateway itself refused it, under any policy");
            return;
        }
        if (target == null) {
            leaveOut("the target " + recorded.target() + " is not configured, so its labels are not known");
            return;
        }
        if (!recorded.whole()) {
            notes.merge("judged without flags and functions, which older lines lack", 1L, Long::sum);
        }
        now.set(recorded.time());
        judged++;
        compare(
                recorded,
                policy.decide(List.of(recorded.input(target.target().database(), target.labels(), time.now()))));
    }

    private void compare(RecordedDecision recorded, Decision decision) {
        boolean allowed = decision instanceof Decision.Permit;
        Set<String> rules =
                decision.reasons().stream().map(Reason::rule).collect(Collectors.toCollection(TreeSet::new));
        if (allowed == recorded.allowed() && (allowed || rules.equals(recorded.rules()))) {
            return;
        }
        Tally tally = changes.computeIfAbsent(
                new Key(word(recorded.allowed()), recorded.rules(), word(allowed), rules), _ -> new Tally());
        if (tally.count++ == 0) {
            String sql = recorded.sql().replaceAll("\\s+", " ");
            tally.example = new Example(
                    recorded.id(),
                    recorded.time().toString(),
                    recorded.target(),
                    sql.length() > MOST_SQL ? sql.substring(0, MOST_SQL) + "…" : sql);
        }
        tally.subjects.merge(recorded.subject(), 1L, Long::sum);
    }

    private void leaveOut(String why) {
        notes.merge(why, 1L, Long::sum);
    }

    private static String word(boolean allowed) {
        return allowed ? "allow" : "deny";
    }

    /// The most frequent change first.
    Outcome outcome(String revision) {
        List<Change> all = new ArrayList<>();
        changes.forEach((key, tally) -> all.add(
                new Change(key.was, key.now, tally.count, key.oldRules, key.newRules, tally.subjects, tally.example)));
        all.sort(java.util.Comparator.comparingLong(Change::count).reversed());
        long changed = all.stream().mapToLong(Change::count).sum();
        return new Outcome(revision, judged, changed, all, notes);
    }
}
