package dev.gatehouse.support;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeakGuardTest {
    @Test
    void aBufferNobodyReleasedIsReported() {
        // Given
        LeakGuard.leaks();
        leak();

        // When
        var leaks = LeakGuard.leaks();

        // Then
        assertThat(leaks).singleElement().asString().contains("LeakGuardTest.leak");
    }

    @Test
    void aReleasedBufferIsNotReported() {
        // Given
        LeakGuard.leaks();
        PooledByteBufAllocator.DEFAULT.buffer(8).release();

        // When
        var leaks = LeakGuard.leaks();

        // Then
        assertThat(leaks).isEmpty();
    }

    private static void leak() {
        PooledByteBufAllocator.DEFAULT.buffer(8).writeByte(1);
    }
}
