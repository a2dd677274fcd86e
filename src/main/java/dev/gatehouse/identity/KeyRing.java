package dev.gatehouse.identity;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The keys of one issuer, fetched when first needed, again when they have aged, and again when a token names a key
/// that is not there (the issuer has rotated) – but no more than [#BURST] times at once, and once per [#PAUSE] in
/// the long run.
///
/// A fetch that fails leaves the last keys in force until they are [#MOST_AGE] old; then nobody of this issuer
/// comes in. Blocks while fetching; one thread fetches, the others wait for it. Threads: any virtual thread.
final class KeyRing {
    private static final Logger LOG = Logger.getLogger(KeyRing.class);
    static final Duration FRESH = Duration.ofMinutes(10);
    static final Duration MOST_AGE = Duration.ofHours(24);
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final int BURST = 5;

    private final String issuer;
    private final KeySource source;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Snapshot snapshot = new Snapshot(List.of(), Instant.MIN, Instant.MIN);

    /// @param paidUntil each fetch moves this on by one pause; it may not run ahead of now by more than a burst
    ///     (GCRA)
    private record Snapshot(List<IssuerKey> keys, Instant fetched, Instant paidUntil) {
        List<IssuerKey> answering(@Nullable String keyId, String algorithm) {
            return keys.stream().filter(key -> key.answersTo(keyId, algorithm)).toList();
        }
    }

    KeyRing(String issuer, KeySource source, InstantSource clock) {
        this.issuer = issuer;
        this.source = source;
        this.clock = clock;
    }

    /// The keys that a signature by `algorithm` under `keyId` may have been made with; empty if there is none.
    List<IssuerKey> find(@Nullable String keyId, String algorithm) {
        Snapshot now = snapshot;
        if (now.fetched.isBefore(instantBefore(FRESH))) {
            now = refetched(now);
        }
        List<IssuerKey> keys = now.answering(keyId, algorithm);
        if (keys.isEmpty()) {
            now = refetched(now);
            keys = now.answering(keyId, algorithm);
        }
        return now.fetched.isBefore(instantBefore(MOST_AGE)) ? List.of() : keys;
    }

    /// The newest snapshot, which is newer than `seen` if another fetch was allowed.
    private Snapshot refetched(Snapshot seen) {
        fetching.lock();
        try {
            Snapshot now = snapshot;
            if (now != seen || now.paidUntil.isAfter(clock.instant().plus(PAUSE.multipliedBy(BURST - 1)))) {
                return now;
            }
            snapshot = fetch(now);
            return snapshot;
        } finally {
            fetching.unlock();
        }
    }

    private Snapshot fetch(Snapshot last) {
        Instant now = clock.instant();
        Instant paidUntil = (last.paidUntil.isAfter(now) ? last.paidUntil : now).plus(PAUSE);
        try {
            List<IssuerKey> keys = KeyDocument.read(source.fetch());
            LOG.infof("issuer keys fetched issuer=%s keys=%d", issuer, keys.size());
            return new Snapshot(keys, now, paidUntil);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("issuer keys not fetched issuer=%s why=%s", issuer, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warnf("issuer keys not fetched issuer=%s why=interrupted", issuer);
        }
        return new Snapshot(last.keys, last.fetched, paidUntil);
    }

    private Instant instantBefore(Duration age) {
        return clock.instant().minus(age);
    }
}
