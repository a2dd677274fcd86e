package dev.gatehouse.gateway.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.MessageNames;

/// The prepared statements and cursors that a session has made in SQL. A name stands for all that was ever made
/// under it, since it is not followed which of them the server still has. Nothing is known of a name that the
/// client has given by protocol message too, that has stood for too much, or under which code that nobody has read
/// may have made something.
///
/// Threads: the lock of [SessionScope].
final class Handles {
    private static final int MOST_NAMES = 1_000;
    private static final int MOST_OF_ONE = 8;

    private record Key(boolean cursor, String name) {
        static Key of(StatementFacts facts) {
            return new Key(facts.kinds().contains("declare"), facts.handle());
        }
    }

    private static final class Entry {
        final List<MadeHandle> made = new ArrayList<>();
        boolean certain;
        boolean lost;
    }

    private final Map<Key, Entry> entries = new HashMap<>();
    private MessageNames others = MessageNames.NONE;
    /// Code that nobody has read has run: only what the server has made since, and said so, is certain.
    private boolean unsure;
    private boolean full;
    private long unreadRuns;

    /// What the session's protocol has names for beside these.
    void beside(MessageNames names) {
        others = names;
    }

    /// A text is about to be forwarded; answers what [#completed] wants.
    long begins(HandleSteps steps, String sql, Map<String, String> variables) {
        if (steps.runsUnread()) {
            unreadRuns++;
            unsure = true;
            entries.clear();
            return -1;
        }
        steps.made().forEach(facts -> add(new MadeHandle(facts, sql, variables)));
        return unreadRuns;
    }

    private void add(MadeHandle made) {
        if (entries.size() >= MOST_NAMES) {
            full = true;
        }
        if (full) {
            entries.clear();
            return;
        }
        Entry entry = entries.computeIfAbsent(Key.of(made.facts()), _ -> new Entry());
        entry.certain |= !unsure;
        if (entry.made.stream().noneMatch(made::isSame)) {
            entry.made.add(made);
        }
        entry.lost |= entry.made.size() > MOST_OF_ONE || made.facts().opaque();
    }

    /// The server has done all that the text says.
    void completed(HandleSteps steps, long since) {
        if (since != unreadRuns) {
            return;
        }
        for (StatementFacts facts : steps.made()) {
            Entry entry = entries.get(Key.of(facts));
            if (entry != null) {
                entry.certain = true;
            }
        }
    }

    /// All that this name may stand for; empty where that is not known.
    List<MadeHandle> of(boolean cursor, String name) {
        Entry entry = entries.get(new Key(cursor, name));
        return entry == null || full || entry.lost || !entry.certain || others.has(name)
                ? List.of()
                : List.copyOf(entry.made);
    }

    /// The server has thrown all of them away.
    void reset() {
        entries.clear();
    }
}
