package dev.gatehouse.gateway;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.catalog.NamePath;

/// What a text does to PostgreSQL's `search_path`, for servers that do not report it.
///
/// @param moves it may change it
/// @param to what it is afterwards, if that is certain: one plain SET
record PathChange(boolean moves, Optional<NamePath> to) {
    static final PathChange NONE = new PathChange(false, Optional.empty());
    /// Without one of these no text moves the path; a name in escapes might be any.
    private static final Set<String> WORDS = Set.of("search_path", "config", "reset", "discard", "u&");

    /// What these run is not in the text.
    private static final Pattern RUNS_TEXT = Pattern.compile("\\b(?:do|call|execute)\\b");

    private static final Pattern SET = Pattern.compile(
            "\\s*set\\s+(?:session\\s+)?search_path\\s*(?:=|\\bto\\b)([^;]*?);?\\s*", Pattern.CASE_INSENSITIVE);

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
        Matcher set = SET.matcher(sql);
        return new PathChange(true, set.matches() ? NamePath.ofSet(set.group(1)) : Optional.empty());
    }
}
