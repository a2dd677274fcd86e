package dev.gatehouse.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

/// Reads texts, and keeps what was read lately.
///
/// The key is everything that the reading depends on: dialect, text, the server's settings. Bounded by the
/// characters of the texts kept: two generations, of which the older goes when the younger is full; what is used
/// again moves to the younger. Threads: any.
public final class Readings {
    private static final long MOST_CHARS = 8L << 20;
    private static final int MOST_TEXT = 32 << 10;
    /// What an entry costs beside its text.
    private static final int ENTRY_CHARS = 512;

    private record Key(String dialect, String sql, Map<String, String> variables) {}

    private static final class Generation {
        final Map<Key, Reading> readings = new ConcurrentHashMap<>();
        final java.util.concurrent.atomic.AtomicLong chars = new java.util.concurrent.atomic.AtomicLong();
    }

    private final Map<String, SqlReader> readers;
    private final AuditSettings.Literals literals;
    private final long mostChars;
    private volatile Generation young = new Generation();
    private volatile Generation old = new Generation();

    /// `readers` by the name of the dialect.
    public Readings(Map<String, SqlReader> readers, AuditSettings.Literals literals) {
        this(readers, literals, MOST_CHARS);
    }

    Readings(Map<String, SqlReader> readers, AuditSettings.Literals literals, long mostChars) {
        this.readers = Map.copyOf(readers);
        this.literals = literals;
        this.mostChars = mostChars;
    }

    /// What the text was read as before; null if it is not kept.
    @Nullable
    Reading known(Session session, StatementRequest request) {
        if (request.sql().length() > MOST_TEXT) {
            return null;
        }
        Key key = new Key(session.dialect(), request.sql(), request.variables());
        Reading reading = young.readings.get(key);
        if (reading == null) {
            reading = old.readings.get(key);
            if (reading != null) {
                keep(key, reading);
            }
        }
        return reading;
    }

    /// Reads the text and keeps the reading. Errors: `IllegalStateException` for a dialect nobody reads.
    Reading read(Session session, StatementRequest request) {
        SqlReader reader = readers.get(session.dialect());
        if (reader == null) {
            throw new IllegalStateException("no reader for dialect " + session.dialect());
        }
        String sql = request.sql();
        String recorded =
                switch (literals) {
                    case KEEP -> sql;
                    case REPLACE -> reader.normalizer().normalize(sql, request.variables());
                };
        Reading reading = Reading.of(reader.analyzer().analyze(sql, request.variables()), recorded);
        if (sql.length() <= MOST_TEXT) {
            keep(new Key(session.dialect(), sql, request.variables()), reading);
        }
        return reading;
    }

    private void keep(Key key, Reading reading) {
        Generation now = young;
        if (now.readings.put(key, reading) == null && now.chars.addAndGet(key.sql.length() + ENTRY_CHARS) > mostChars) {
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
