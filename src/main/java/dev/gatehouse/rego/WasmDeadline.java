package dev.gatehouse.rego;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Interrupts an evaluation that takes too long; the module's code looks for interruption in its loops.
final class WasmDeadline implements AutoCloseable {
    private final ScheduledThreadPoolExecutor clock;

    WasmDeadline() {
        clock = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().name("rego-deadline").daemon().unstarted(task));
        clock.setRemoveOnCancelPolicy(true);
    }

    /// The interruption never outlives the evaluation it was meant for.
    Evaluation within(Duration time, Supplier<Evaluation> evaluation) {
        var guard = new Guard(Thread.currentThread());
        var alarm = clock.schedule(guard::ring, time.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return evaluation.get();
        } finally {
            alarm.cancel(false);
            guard.finish();
        }
    }

    private static final class Guard {
        private final Thread thread;
        private boolean finished;
        private boolean rang;

        private Guard(Thread thread) {
            this.thread = thread;
        }

        private synchronized void ring() {
            if (!finished) {
                rang = true;
                thread.interrupt();
            }
        }

        private synchronized void finish() {
            finished = true;
            if (rang) {
                Thread.interrupted();
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
