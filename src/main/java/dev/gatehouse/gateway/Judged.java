package dev.gatehouse.gateway;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.gateway.masking.ScanRewrites;
import dev.gatehouse.gateway.reading.Reading;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.wire.StatementRequest;

/// A text, how it was read, and what was decided on it.
///
/// @param anew what goes in the place of the text; null for the text itself
record Judged(
        StatementRequest request,
        Reading reading,
        String parametersDigest,
        Obligations.Bound bound,
        ScanRewrites.Outcome.@Nullable Rewritten anew) {
    /// What the server will read.
    Reading sent() {
        return anew == null ? reading : anew.reading();
    }

    /// With what came of putting masks where it reads tables.
    Judged with(ScanRewrites.Outcome outcome) {
        return switch (outcome) {
            case ScanRewrites.Outcome.Rewritten rewritten ->
                new Judged(request, reading, parametersDigest, bound, rewritten);
            case ScanRewrites.Outcome.Refused(Reason reason) ->
                new Judged(request, reading, parametersDigest, bound.denied(List.of(reason)), null);
        };
    }
}
