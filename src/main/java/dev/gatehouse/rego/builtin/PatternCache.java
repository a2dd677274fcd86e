package dev.gatehouse.rego.builtin;

import java.util.concurrent.ConcurrentHashMap;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Compiled regular expressions by their text; emptied when full. Threads: any.
///
/// RE2 syntax, matched in linear time whatever the expression.
final class PatternCache {
    private static final int MAX_ENTRIES = 512;
    private static final int MAX_LENGTH = 8_192;

    private final ConcurrentHashMap<String, Pattern> patterns = new ConcurrentHashMap<>();

    /// Null for what is no expression.
    @Nullable
    Pattern get(String expression) {
        var known = patterns.get(expression);
        return known != null ? known : compile(expression);
    }

    private @Nullable Pattern compile(String expression) {
        if (expression.length() > MAX_LENGTH) {
            return null;
        }
        try {
            var pattern = Pattern.compile(expression);
            if (patterns.size() >= MAX_ENTRIES) {
                patterns.clear();
            }
            patterns.put(expression, pattern);
            return pattern;
        } catch (PatternSyntaxException _) {
            return null;
        }
    }
}
