package dev.gatehouse.wire.pg;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.netty.buffer.ByteBuf;

/// What the server last reported of its settings (`ParameterStatus`), and the encoding that follows from it.
final class ServerVariables {
    private static final String CLIENT_ENCODING = "client_encoding";

    private Map<String, String> reported;
    private Optional<Charset> charset;

    ServerVariables(Map<String, String> reported) {
        this.reported = Map.copyOf(reported);
        this.charset = charset(this.reported);
    }

    /// Immutable; by the server's names.
    Map<String, String> snapshot() {
        return reported;
    }

    void report(String name, String value) {
        Map<String, String> changed = new HashMap<>(reported);
        changed.put(name, value);
        reported = Map.copyOf(changed);
        charset = charset(reported);
    }

    /// Empty if the bytes are not text in the encoding in force, or if that encoding is not one that is read.
    Optional<String> decode(ByteBuf frame, int start, int nul) {
        return charset.flatMap(known -> PgText.decode(frame, start, nul, known));
    }

    /// Whether `sql` can be sent.
    boolean canEncode(String sql) {
        return charset.isPresent() && charset.get().newEncoder().canEncode(sql) && sql.indexOf('\0') < 0;
    }

    /// For text of ours: ASCII where the client's encoding is not one that is read.
    Charset charset() {
        return charset.orElse(StandardCharsets.US_ASCII);
    }

    private static Optional<Charset> charset(Map<String, String> reported) {
        return PgText.charset(reported.getOrDefault(CLIENT_ENCODING, "UTF8"));
    }
}
