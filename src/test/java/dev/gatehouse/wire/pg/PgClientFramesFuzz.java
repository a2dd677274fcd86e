package dev.gatehouse.wire.pg;

import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.support.FuzzSeeds;

/// Any bytes from a client, in every phase: the decoder reads them as [FrameOracle] does.
class PgClientFramesFuzz {
    private static final List<PgSideDoors> PHASES = List.of(
            PgSideDoors.CLIENT_AUTHENTICATING,
            PgSideDoors.CLIENT_READY,
            PgSideDoors.CLIENT_SKIPPING_TO_SYNC,
            PgSideDoors.CLIENT_COPY_IN,
            PgSideDoors.CLIENT_LEAVING);

    static Stream<Arguments> seeds() {
        return FuzzSeeds.of("pg-client-frames");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void anyClient(byte[] input) {
        FrameOracle.check(PHASES, input);
    }
}
