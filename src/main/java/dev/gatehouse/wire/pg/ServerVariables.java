package dev.gatehouse.wire.pg;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.netty.buffer.ByteBuf;

/// What the server last reported of the settings that change how a text is read (`ParameterStatus`), and the
/// encoding that follows from it. Other settings are not kept: readings are remembered by these, and a server may
/// report as many as it likes.
final class ServerVariables {
    private static final String CLIENT_ENCODING = "client_encoding";

    /// Where names are looked up; reported since PostgreSQL 18.
    static final String PATH = "search_path";

    /// For a server that does not report it: what the client asked for at login, empty for the server's own choice.
    static final String LOGIN_PATH = "login_path";

    private static final Set<String> KEPT =
            Set.of(CLIENT_ENCODING, "standard_conforming_strings", "server_version", PATH);

    private Map<String, String> reported;
    private Map<String, String> pathless;
    private Optional<Charset> charset;

    ServerVariables(Map<String, String> reported) {
        this(reported, Map.of());
    }

    /// @param sent the parameters of the start-up packet
    ServerVariables(Map<String, String> reported, Map<String, String> sent) {
        Map<String, String> kept = new HashMap<>(reported);
        kept.keySet().retainAll(KEPT);
        if (!kept.containsKey(PATH)) {
            kept.put(LOGIN_PATH, sent.getOrDefault(PATH, ""));
        }
        this.reported = Map.copyOf(kept);
        this.pathless = without(PATH, this.reported);
        this.charset = charset(this.reported);
    }

    /// Immutable; by the server's names.
    Map<String, String> snapshot() {
        return reported;
    }

    /// The same while the path may just be changing: then it is not told.
    Map<String, String> pathless() {
        return pathless;
    }

    /// What a statement was prepared by, with the path by which the server looks its names up now.
    static Map<String, String> along(Map<String, String> now, Map<String, String> prepared) {
        if (now.equals(prepared)) {
            return now;
        }
        Map<String, String> both = new HashMap<>(prepared);
        both.remove(PATH);
        String path = now.get(PATH);
        if (path != null) {
            both.put(PATH, path);
        }
        return Map.copyOf(both);
    }

    private static Map<String, String> without(String name, Map<String, String> all) {
        Map<String, String> rest = new HashMap<>(all);
        rest.remove(name);
        return Map.copyOf(rest);
    }

    void report(String name, String value) {
        if (!KEPT.contains(name)) {
            return;
        }
        Map<String, String> changed = new HashMap<>(reported);
        changed.put(name, value);
        reported = Map.copyOf(changed);
        pathless = without(PATH, reported);
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
