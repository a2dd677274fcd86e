package dev.gatehouse.audit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.policy.Decision;

/// Something that happened and belongs on the record.
public sealed interface AuditEvent {
    /// The value of the line's `event`.
    String name();

    record SessionOpened(SessionPart session) implements AuditEvent {
        @Override
        public String name() {
            return "session.opened";
        }
    }

    record SessionClosed(SessionPart session, String why) implements AuditEvent {
        @Override
        public String name() {
            return "session.closed";
        }
    }

    record LoginRefused(SessionPart who, String why) implements AuditEvent {
        @Override
        public String name() {
            return "login.refused";
        }
    }

    /// What was decided about a text. Threads: one after the other.
    final class StatementDecided implements AuditEvent {
        /// What is larger is written anew for the statement's end instead of being kept while it runs.
        private static final int MOST_KEPT_BYTES = 16 << 10;

        private final SessionPart session;
        private final StatementPart statement;
        private final String parametersDigest;
        private final Decision decision;
        private byte @Nullable [] members;

        /// @param parametersDigest empty where there are no parameters
        public StatementDecided(
                SessionPart session, StatementPart statement, String parametersDigest, Decision decision) {
            this.session = session;
            this.statement = statement;
            this.parametersDigest = parametersDigest;
            this.decision = decision;
        }

        SessionPart session() {
            return session;
        }

        StatementPart statement() {
            return statement;
        }

        String parametersDigest() {
            return parametersDigest;
        }

        public Decision decision() {
            return decision;
        }

        /// All that the statement's two events have in common, written once.
        byte[] members() {
            byte[] known = members;
            if (known != null) {
                return known;
            }
            byte[] written = EventWriter.members(this);
            if (written.length <= MOST_KEPT_BYTES) {
                members = written;
            }
            return written;
        }

        @Override
        public String name() {
            return "statement.decided";
        }
    }

    record StatementFinished(StatementDecided decided, Ending ending) implements AuditEvent {
        @Override
        public String name() {
            return "statement.finished";
        }
    }

    /// How a forwarded statement ended. `error` is a code, never a text of the server.
    ///
    /// @param suspicion what speaks against the lineage that it was judged by
    /// @param masked what the client did not get as it was
    record Ending(
            String result,
            long rows,
            long bytes,
            long maskedCells,
            long durationMicros,
            String error,
            Optional<Suspicion> suspicion,
            Masked masked) {}

    /// What masks have done to the rows of a statement.
    ///
    /// @param cells by the kinds that they were masked for; a cell with several kinds is in each
    /// @param columns base columns that were masked whole, by `schema.table.column`, and outputs in which something
    ///     was found
    record Masked(Map<String, Long> cells, Set<String> columns) {
        public static final Masked NOTHING = new Masked(Map.of(), Set.of());

        public Masked {
            cells = Collections.unmodifiableMap(new TreeMap<>(cells));
            columns = Collections.unmodifiableSet(new TreeSet<>(columns));
        }
    }

    /// The server announced other columns than the statement was judged by.
    ///
    /// @param kind one of few words
    /// @param what for people; names, never values
    record Suspicion(String kind, String what) {}

    /// Somebody asked the gateway itself for something.
    ///
    /// @param action as policies name it
    record ActionDecided(SessionPart session, String action, Decision decision) implements AuditEvent {
        @Override
        public String name() {
            return "action.decided";
        }
    }

    /// @param rules the ids of the rules, where the bundle names them
    /// @param how where it came from, or who asked for it
    record PolicyLoaded(String revision, List<String> rules, String how) implements AuditEvent {
        public PolicyLoaded {
            rules = List.copyOf(rules);
        }

        public PolicyLoaded(String revision, List<String> rules) {
            this(revision, rules, "");
        }

        @Override
        public String name() {
            return "policy.loaded";
        }
    }

    /// @param revision what stays in force
    record PolicyRefused(String revision, String why) implements AuditEvent {
        @Override
        public String name() {
            return "policy.refused";
        }
    }
}
