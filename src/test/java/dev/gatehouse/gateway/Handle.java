package dev.gatehouse.gateway;

import java.util.Optional;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.SessionHandle;

/// Keeps by what a session was ended.
final class Handle implements SessionHandle {
    Optional<Refusal> ended = Optional.empty();

    @Override
    public void end(Refusal refusal) {
        ended = Optional.of(refusal);
    }

    @Override
    public void drain(Refusal refusal) {}

    @Override
    public void cancel() {}
}
