package dev.gatehouse.gateway.session;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.catalog.NamePath;

/// What a text does to PostgreSQL's `search_path`, for servers that do not report it.
///
/// @param to what a plain SET makes of it
record PathChange(Kind kind, Optional<NamePath> to) {
    enum Kind {
        NONE,
        SET,
        /// Until the end of the transaction.
        LOCAL,
        /// To what the login gave.
        DEFAULT,
        UNKNOWN
    }

    static final PathChange NONE = new PathChange(Kind.NONE, Optional.empty());
    static final PathChange UNKNOWN = new PathChange(Kind.UNKNOWN, Optional.empty());
    private static final PathChange DEFAULT = new PathChange(Kind.DEFAULT, Optional.empty());
    /// Without one of these no text moves the path; a name in escapes might be any.
    private static final Set<String> WORDS = Set.of("search_path", "config", "reset", "discard", "u&");

    /// What these run is not in the text.
    private static final Pattern RUNS_TEXT = Pattern.compile("\\b(?:do|call|execute)\\b");

    private static final Pattern SET = Pattern.compile(
            "\\s*set\\s+(session\\s+|local\\s+)?search_path\\s*(?:=|\\bto\\b)([^;]*?);?\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern RESETS =
            Pattern.compile("\\s*(?:reset\\s+(?:all|search_path)|discard\\s+all)\\s*;?\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern DISCARDS_OTHERS =
            Pattern.compile("\\s*discard\\s+(?:temp|temporary|plans|sequences)\\s*;?\\s*", Pattern.CASE_INSENSITIVE);

    static PathChange of(String sql, NameChanges changes) {
        if (!changes.path() && !changes.hidden()) {
            return NONE;
        }
        String small = sql.toLowerCase(Locale.ROOT);
        boolean runsText = changes.hidden()
                && (small.contains(";") || RUNS_TEXT.matcher(small).find());
        if (!runsText && WORDS.stream().noneMatch(small::contains)) {
            return NONE;
        }
        if (DISCARDS_OTHERS.matcher(sql).matches()) {
            return NONE;
        }
        if (RESETS.matcher(sql).matches()) {
            return DEFAULT;
        }
        Matcher set = SET.matcher(sql);
        Optional<NamePath> to = set.matches() ? NamePath.ofSet(set.group(2)) : Optional.empty();
        if (to.isEmpty()) {
            return UNKNOWN;
        }
        String scope = set.group(1) == null ? "" : set.group(1).strip().toLowerCase(Locale.ROOT);
        return new PathChange(scope.equals("local") ? Kind.LOCAL : Kind.SET, to);
    }
}
