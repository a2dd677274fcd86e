package dev.gatehouse.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// One attempt to get at values, or to change what one must not: texts that a client sends one after the other.
///
/// @param expect what must come of it where nobody reads sensitive columns
/// @param words the same as the list says it, of the shared list for a house with masks
record Attempt(String id, boolean postgres, String category, List<String> texts, Expect expect, String words) {
    /// How an attempt must end. None ever shows a sensitive value, and only [#ALLOW] may go without a refusal and
    /// change something.
    enum Expect {
        /// At least one text is refused, and nothing has changed.
        REFUSE,
        /// Refused, or answered without sensitive values; nothing has changed.
        HIDE,
        /// A write, which whoever may only read is refused.
        WRITE,
        /// No text is refused.
        ALLOW
    }

    /// A path may be followed or refused; one's own sessions may be ended, and there is no other by that number.
    private static final Set<String> LOOSE = Set.of("L033", "L139");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SEVERAL = Pattern.compile("; (?=[a-z])");
    private static final Pattern SPOKEN = Pattern.compile("^\\((?!select|with|values|table)[^)]*\\) ?");

    static List<Attempt> all() throws IOException {
        List<Attempt> all = new ArrayList<>(shared(LeakHouse.SHARED.resolve("leaks.json")));
        all.addAll(own("/leaks/postgresql.json"));
        all.addAll(own("/leaks/mysql.json"));
        return all;
    }

    /// The attempts of the shared list; empty where that is not there.
    private static List<Attempt> shared(Path list) throws IOException {
        if (!Files.exists(list)) {
            System.out.println(
                    "SKIPPED: no shared attempts at " + list.toAbsolutePath().normalize());
            return List.of();
        }
        List<Attempt> all = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(list.toFile())) {
            String sql = entry.get("sql").textValue();
            Matcher spoken = SPOKEN.matcher(sql);
            String text = spoken.lookingAt() ? sql.substring(spoken.end()) : sql;
            if (text.isEmpty()) {
                continue; // told in words; it has a test of its own
            }
            all.add(of(entry, List.of(text), expected(entry)));
            if (SEVERAL.matcher(text).find() && !text.contains("$$")) {
                all.add(of(entry, List.of(SEVERAL.split(text)), expected(entry)));
            }
        }
        return all;
    }

    /// What the words of the shared list ask for while there are no masks.
    private static Expect expected(JsonNode entry) {
        String words = entry.get("expect").textValue();
        if (words.contains("ALLOW") || words.startsWith("allowed")) {
            return Expect.ALLOW;
        }
        if (LOOSE.contains(entry.get("id").textValue())) {
            return Expect.HIDE;
        }
        if (words.contains("DENY") && (!words.startsWith("MASK") || words.startsWith("MASK/DENY"))) {
            return Expect.REFUSE;
        }
        return words.contains("WRITE") || words.startsWith("DESTRUCTIVE") ? Expect.WRITE : Expect.HIDE;
    }

    /// The attempts of a list of our own: `{ "id", "dialect", "cat", "sql": text or list of texts, "expect" }`.
    private static List<Attempt> own(String resource) throws IOException {
        List<Attempt> all = new ArrayList<>();
        try (InputStream in = Attempt.class.getResourceAsStream(resource)) {
            for (JsonNode entry : JSON.readTree(in)) {
                List<String> texts = new ArrayList<>();
                JsonNode sql = entry.get("sql");
                if (sql.isArray()) {
                    sql.forEach(text -> texts.add(text.textValue()));
                } else {
                    texts.add(sql.textValue());
                }
                Expect expect = Map.of(
                                "refuse",
                                Expect.REFUSE,
                                "hide",
                                Expect.HIDE,
                                "write",
                                Expect.WRITE,
                                "allow",
                                Expect.ALLOW)
                        .get(entry.get("expect").textValue());
                all.add(of(entry, texts, expect));
            }
        }
        return all;
    }

    private static Attempt of(JsonNode entry, List<String> texts, Expect expect) {
        return new Attempt(
                entry.get("id").textValue(),
                entry.get("dialect").textValue().equals("PG"),
                entry.get("cat").textValue(),
                texts,
                expect,
                entry.get("expect").textValue());
    }

    /// Whether the shared list wants this masked, or its error redacted, and nothing else.
    boolean isForMasks() {
        return id.startsWith("L")
                && (words.startsWith("MASK") && !words.startsWith("MASK/DENY") || words.startsWith("REDACT"));
    }

    /// Whether the texts are after the sensitive values.
    boolean reads() {
        return texts.stream().anyMatch(text -> text.contains("ssn") || text.contains("customers"))
                && expect != Expect.ALLOW;
    }
}
