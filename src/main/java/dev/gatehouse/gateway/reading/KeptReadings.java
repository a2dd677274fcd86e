package dev.gatehouse.gateway.reading;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.gateway.session.ReadingContext;

/// Readings by what they are known by, in a given context; bounded by what they weigh. Two generations, of which
/// the older goes when the younger is full; what is used again moves to the younger. Threads: any.
final class KeptReadings {
    /// What an entry costs beside its text and its reading.
    private static final int ENTRY_BYTES = 512;

    /// A character is in the key and on the record.
    private static final int CHAR_BYTES = 2;

    private record Key(String text, ReadingContext context) {}

    private static final class Generation {
        final Map<Key, Reading> readings = new ConcurrentHashMap<>();
        final AtomicLong bytes = new AtomicLong();
    }

    private final long mostBytes;
    private final Sightings sightings = new Sightings();
    private volatile Generation young = new Generation();
    private volatile Generation old = new Generation();

    /// @param mostBytes of one generation
    KeptReadings(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Nullable
    Reading find(String text, ReadingContext context) {
        Key key = new Key(text, context);
        Reading reading = young.readings.get(key);
        if (reading == null) {
            reading = old.readings.get(key);
            if (reading != null) {
                keep(key, reading);
            }
        }
        return reading != null && reading.fresh() ? reading : null;
    }

    /// Whether somebody has looked for this text before, and it is worth keeping.
    boolean comesAgain(String text, ReadingContext context) {
        return sightings.again(text.hashCode() + 31 * context.hashCode());
    }

    void keep(String text, ReadingContext context, Reading reading) {
        keep(new Key(text, context), reading);
    }

    private void keep(Key key, Reading reading) {
        Generation now = young;
        if (now.readings.put(key, reading) == null && now.bytes.addAndGet(weight(key, reading)) > mostBytes) {
            turn(now);
        }
    }

    private static long weight(Key key, Reading reading) {
        return ENTRY_BYTES + (long) CHAR_BYTES * key.text.length() + reading.weightBytes();
    }

    private synchronized void turn(Generation full) {
        if (young == full) {
            old = full;
            young = new Generation();
        }
    }

    int size() {
        return young.readings.size() + old.readings.size();
    }
}
