package dev.gatehouse.wire.pg;

import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.support.FuzzSeeds;

/// Any bytes from a server, in every phase: the decoder reads them as [FrameOracle] does.
class PgServerFramesFuzz {
    private static final List<PgSideDoors> PHASES = List.of(
            PgSideDoors.SERVER_ROWS_PASS,
            PgSideDoors.SERVER_ROWS_EDITED,
            PgSideDoors.SERVER_ROWS_REFUSED,
            PgSideDoors.SERVER_ANSWERING,
            PgSideDoors.SERVER_IDLE);

    static Stream<Arguments> seeds() {
        return FuzzSeeds.of("pg-server-frames");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void anyServer(byte[] input) {
        FrameOracle.check(PHASES, input);
    }
}
