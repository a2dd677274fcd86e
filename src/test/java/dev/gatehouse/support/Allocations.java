package dev.gatehouse.support;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/// What a step takes of the heap once the compilers have done with it.
public final class Allocations {
    private static final int ROUNDS = 20;

    private Allocations() {}

    /// The least of some rounds, in bytes: what only the machinery around took once does not count.
    public static long least(Runnable step) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            step.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
