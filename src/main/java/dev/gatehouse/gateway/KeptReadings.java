package dev.gatehouse.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/// Readings by what they are known by, in a given context; bounded by the characters of their keys. Two
/// generations, of which the older goes when the younger is full; what is used again moves to the younger. Threads:
/// any.
final class KeptReadings {
    /// What an entry costs beside its text.
    private static final int ENTRY_CHARS = 512;

    private record Key(String text, ReadingContext context) {}

    private static final class Generation {
        final Map<Key, Reading> readings = new ConcurrentHashMap<>();
        final AtomicLong chars = new AtomicLong();
    }

    private final long mostChars;
    private volatile Generation young = new Generation();
    private volatile Generation old = new Generation();

    KeptReadings(long mostChars) {
        this.mostChars = mostChars;
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

    void keep(String text, ReadingContext context, Reading reading) {
        keep(new Key(text, context), reading);
    }

    private void keep(Key key, Reading reading) {
        Generation now = young;
        if (now.readings.put(key, reading) == null
                && now.chars.addAndGet(key.text.length() + ENTRY_CHARS) > mostChars) {
            turn(now);
        }
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
