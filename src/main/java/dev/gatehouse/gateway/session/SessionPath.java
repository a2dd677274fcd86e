package dev.gatehouse.gateway.session;

import java.util.Optional;

import dev.gatehouse.catalog.NamePath;

/// Where a session looks names up, as its own statements have it. Immutable.
///
/// @param set for the session; empty for what the login gave
/// @param local until the end of the transaction
/// @param lost nobody knows
record SessionPath(Optional<NamePath> set, Optional<NamePath> local, boolean lost) {
    static final SessionPath OF_LOGIN = new SessionPath(Optional.empty(), Optional.empty(), false);
    static final SessionPath LOST = new SessionPath(Optional.empty(), Optional.empty(), true);

    SessionPath after(PathChange change) {
        return switch (change.kind()) {
            case NONE -> this;
            case SET -> new SessionPath(change.to(), Optional.empty(), false);
            case LOCAL -> lost ? LOST : new SessionPath(set, change.to(), false);
            case DEFAULT -> OF_LOGIN;
            case UNKNOWN -> LOST;
        };
    }

    SessionPath afterCommit() {
        return local.isEmpty() ? this : new SessionPath(set, Optional.empty(), lost);
    }
}
