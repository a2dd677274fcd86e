package dev.gatehouse.audit;

import java.util.List;

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

    /// @param parametersDigest empty where there are no parameters
    record StatementDecided(SessionPart session, StatementPart statement, String parametersDigest, Decision decision)
            implements AuditEvent {
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
    record Ending(String result, long rows, long bytes, long maskedCells, long durationMicros, String error) {}

    /// @param rules the ids of the rules, where the bundle names them
    record PolicyLoaded(String revision, List<String> rules) implements AuditEvent {
        public PolicyLoaded {
            rules = List.copyOf(rules);
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
