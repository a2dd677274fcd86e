package dev.gatehouse.policy;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.rego.RegoValue;

/// What was decided lately for one session, by the very values that it was decided by: a statement that comes again
/// within the same second is judged without building its document anew.
///
/// Kept only of an engine that answers the same to the same, and only where nothing went wrong. Everything that a
/// document is made of must be part of the comparison here. Bounded by [#PLACES] and [#MOST_WEIGHT]. Threads: any;
/// of two at once one may find nothing.
public final class Precedents {
    private static final int PLACES = 8;

    /// The heaviest statements ([RegoValue#weight]) that a decision is kept for: some ten kilobytes.
    private static final long MOST_WEIGHT = 200;

    /// What changes from one statement of a session to the next; told apart by identity.
    record Case(List<RegoValue> statements, RegoValue grants, RegoValue time) {
        private boolean isSame(Case other) {
            return statements == other.statements && grants == other.grants && time == other.time;
        }
    }

    private record Precedent(RegoEngine engine, Case of, Decision decision) {}

    private final PolicyInput.SessionPart session;
    private volatile @Nullable Precedent @Nullable [] kept;

    /// `session` is what all its documents share.
    public Precedents(PolicyInput.SessionPart session) {
        this.session = session;
    }

    PolicyInput.SessionPart session() {
        return session;
    }

    /// What `engine` decided by these values; null if that is not kept.
    @Nullable
    Decision find(RegoEngine engine, Case now) {
        @Nullable Precedent[] all = kept;
        Precedent found = all == null ? null : all[place(now.statements)];
        return found != null && found.engine == engine && found.of.isSame(now) ? found.decision : null;
    }

    void keep(RegoEngine engine, Case now, Decision decision) {
        if (!engine.repeats() || weight(now.statements) > MOST_WEIGHT) {
            return;
        }
        @Nullable Precedent[] all = kept;
        if (all == null) {
            all = new @Nullable Precedent[PLACES];
            kept = all;
        }
        all[place(now.statements)] = new Precedent(engine, now, decision);
    }

    private static long weight(List<RegoValue> statements) {
        long weight = 0;
        for (RegoValue statement : statements) {
            weight += statement.weight();
        }
        return weight;
    }

    private static int place(List<RegoValue> statements) {
        return System.identityHashCode(statements) & PLACES - 1;
    }
}
