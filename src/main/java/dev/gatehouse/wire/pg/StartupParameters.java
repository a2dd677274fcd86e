package dev.gatehouse.wire.pg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.wire.Badge;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;

/// Which of a client's start-up parameters the server gets.
///
/// Settings that an application chooses for its own session pass. What says who one is (`user`, `role`,
/// `session_authorization`), where one goes (`database`, `replication`), and whatever is not on the list does not:
/// a parameter of the start-up packet takes effect without any statement being judged. `options` is taken apart,
/// and each setting in it is held against the same list ("StartupMessage").
final class StartupParameters {
    static final String APPLICATION_NAME = "application_name";

    /// `NAMEDATALEN - 1`: the server cuts an application name there.
    static final int LONGEST_APPLICATION_NAME = 63;

    /// Handled by the gateway itself.
    private static final Set<String> OURS = Set.of("user", "database", "replication", "options");

    private static final Set<String> PASSED = Set.of(
            APPLICATION_NAME,
            "bytea_output",
            "client_encoding",
            "client_min_messages",
            "datestyle",
            "default_text_search_config",
            "default_transaction_deferrable",
            "default_transaction_isolation",
            "default_transaction_read_only",
            "extra_float_digits",
            "geqo",
            "idle_in_transaction_session_timeout",
            "idle_session_timeout",
            "intervalstyle",
            "jit",
            "lc_monetary",
            "lc_numeric",
            "lc_time",
            "lock_timeout",
            "max_parallel_workers_per_gather",
            "plan_cache_mode",
            "search_path",
            "standard_conforming_strings",
            "statement_timeout",
            "timezone",
            "transaction_timeout",
            "work_mem",
            "xmloption");

    private StartupParameters() {}

    /// What goes to the server for a session of `badge`. Errors: `ProtocolViolation` naming the parameter that has
    /// no place.
    static Map<String, String> forServer(StartupPacket.Startup startup, Badge badge) {
        Map<String, String> passed = new LinkedHashMap<>();
        startup.parameter("options").ifPresent(options -> fromOptions(options, passed));
        startup.parameters().forEach((name, value) -> {
            if (!OURS.contains(name)) {
                pass(name, value, passed);
            }
        });
        String application = passed.getOrDefault(APPLICATION_NAME, "");
        passed.put(APPLICATION_NAME, withActor(application, badge.display()));
        return passed;
    }

    /// `psql [alice]`, cut so that the actor stays whole where it can.
    static String withActor(String application, String actor) {
        String shown = " [" + ascii(actor, LONGEST_APPLICATION_NAME - 3) + "]";
        String name = ascii(application, LONGEST_APPLICATION_NAME - shown.length());
        return (name + shown).strip();
    }

    /// Whether the value of `replication` asks for what is not carried; the server reads it as a boolean, or as
    /// `database`.
    static boolean asksForReplication(String value) {
        String word = value.strip().toLowerCase(Locale.ROOT);
        return !Set.of("false", "off", "no", "0", "f", "n", "of", "fa", "fal", "fals")
                .contains(word);
    }

    private static void pass(String name, String value, Map<String, String> passed) {
        String key = name.toLowerCase(Locale.ROOT);
        if (!PASSED.contains(key)) {
            throw new ProtocolViolation(new Refusal.UnsupportedCommand("The start-up parameter \"" + ascii(name, 63)
                    + "\" is not carried by this gateway. Leave it out, or SET it once connected."));
        }
        passed.put(key, value);
    }

    /// `-c name=value`, `-cname=value` and `--name=value`, words split at white space, a backslash takes the next
    /// character as it is (the server's `pg_split_opts`).
    private static void fromOptions(String options, Map<String, String> passed) {
        List<String> words = words(options);
        for (int index = 0; index < words.size(); index++) {
            String word = words.get(index);
            String setting;
            if (word.equals("-c") && index + 1 < words.size()) {
                setting = words.get(++index);
            } else if (word.startsWith("-c") || word.startsWith("--")) {
                setting = word.substring(2);
            } else {
                throw unreadable();
            }
            int equals = setting.indexOf('=');
            if (equals <= 0) {
                throw unreadable();
            }
            // The server takes a dash for an underscore in these names.
            pass(setting.substring(0, equals).replace('-', '_'), setting.substring(equals + 1), passed);
        }
    }

    private static List<String> words(String options) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        for (int index = 0; index < options.length(); index++) {
            char next = options.charAt(index);
            if (next == '\\' && index + 1 < options.length()) {
                word.append(options.charAt(++index));
                inWord = true;
            } else if (Character.isWhitespace(next)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(next);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static ProtocolViolation unreadable() {
        return new ProtocolViolation(new Refusal.UnsupportedCommand(
                "The start-up parameter \"options\" holds something else than settings (-c name=value)."));
    }

    /// The server puts a `?` in place of what is not printable ASCII; so do we, to count right.
    private static String ascii(String text, int longest) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .limit(Math.max(0, longest))
                .forEach(point -> out.append(point >= ' ' && point < 0x7f ? (char) point : '?'));
        return out.toString();
    }
}
