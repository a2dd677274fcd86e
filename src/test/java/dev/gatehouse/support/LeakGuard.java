package dev.gatehouse.support;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/// Makes a leaked Netty buffer fail the run: the test class after which it is found, or else the run itself.
///
/// Installed by service files: as session listener it replaces Netty's detector before any buffer exists, as
/// Jupiter extension it looks after test classes that used buffers, every few seconds.
public final class LeakGuard implements LauncherSessionListener, AfterAllCallback {
    private static final ConcurrentLinkedQueue<String> LEAKS = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean BUFFERS_USED = new AtomicBoolean();

    /// From one look to the next, since it costs as much as many a class does.
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static volatile long lookedNanos = System.nanoTime();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> leaks = System.nanoTime() - lookedNanos < REST_NANOS ? found() : leaks();
        if (!leaks.isEmpty()) {
            throw new AssertionError("a buffer was never released (in this class or one that ran before it):\n"
                    + String.join("\n", leaks));
        }
    }

    /// What the last class left behind cannot fail a class any more; it ends the run with an error.
    @Override
    public void launcherSessionClosed(LauncherSession session) {
        List<String> leaks = leaks();
        if (!leaks.isEmpty()) {
            System.out.println("LEAKED BUFFERS:\n" + String.join("\n", leaks));
            System.out.flush();
            Runtime.getRuntime().halt(70);
        }
    }

    /// Collects what became unreachable; Netty reports leaks when the next buffer is taken.
    static List<String> leaks() {
        if (!BUFFERS_USED.getAndSet(false)) {
            return List.of();
        }
        collect();
        PooledByteBufAllocator.DEFAULT.heapBuffer(16).release();
        PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        BUFFERS_USED.set(false);
        lookedNanos = System.nanoTime();
        return found();
    }

    private static List<String> found() {
        List<String> found = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            found.add(leak);
        }
        return found;
    }

    /// References are queued by a thread of their own some time after a collection. When one that became
    /// unreachable before the second has been queued, those of the first have been.
    private static void collect() {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        for (int round = 0; round < 2; round++) {
            Reference<Object> sentinel = new PhantomReference<>(new Object(), queue);
            System.gc();
            try {
                if (queue.remove(10_000) != sentinel) {
                    throw new AssertionError("garbage is not collected, so that no leak could be told");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Factory extends ResourceLeakDetectorFactory {
        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval, long maxActive) {
            return newResourceLeakDetector(resource, interval);
        }

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval) {
            return new Detector<>(resource, interval);
        }
    }

    private static final class Detector<T> extends ResourceLeakDetector<T> {
        @SuppressWarnings("deprecation")
        Detector(Class<?> resource, int interval) {
            super(resource, interval);
        }

        /// Asked at each buffer that is taken.
        @Override
        protected boolean needReport() {
            BUFFERS_USED.set(true);
            return true;
        }

        @Override
        protected void reportTracedLeak(String resource, String records) {
            LEAKS.add(resource + records);
        }

        @Override
        protected void reportUntracedLeak(String resource) {
            LEAKS.add(resource);
        }
    }
}
