package dev.gatehouse.gateway.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What servers' messages quote. Quotes inside a quoted value are not told from its end: whoever takes values away
/// takes all from the first quote to the last.
final class Quoted {
    private static final String GONE = "***";
    private static final String QUOTES = "\"'`";

    /// Those of servers that speak other languages, which may open with one and close with another.
    private static final Pattern FOREIGN =
            Pattern.compile("[\\u00AB\\u00BB\\u2018-\\u201F\\u2039\\u203A\\u300C-\\u300F]");

    /// Values that some messages have without quotes: numbers, bytes.
    private static final Pattern BARE = Pattern.compile("\\b0x[0-9a-fA-F]+|[0-9](?:[0-9 .:/-]*[0-9]){3,}");

    /// The name of a key ends the sentence, whatever the value in front of it is.
    private static final Pattern KEY =
            Pattern.compile("Duplicate entry '.*' for key '([A-Za-z0-9_.$]+)'", Pattern.DOTALL);

    private Quoted() {}

    /// The quoted parts, if each quote closes one that is like it; what is not so told apart is one part.
    static List<String> parts(String message) {
        if (FOREIGN.matcher(message).find()) {
            return List.of(message);
        }
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at < message.length()) {
            char c = message.charAt(at);
            if (QUOTES.indexOf(c) < 0 || isApostrophe(message, at)) {
                at++;
                continue;
            }
            int end = message.indexOf(c, at + 1);
            if (end < 0) {
                parts.add(message.substring(at + 1));
                break;
            }
            parts.add(message.substring(at + 1, end));
            at = end + 1;
        }
        return parts;
    }

    /// The message without anything that may be a value.
    static String gone(String message) {
        if (FOREIGN.matcher(message).find()) {
            return GONE;
        }
        int first = -1;
        int last = -1;
        for (int i = 0; i < message.length(); i++) {
            if (QUOTES.indexOf(message.charAt(i)) >= 0 && !isApostrophe(message, i)) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        if (first < 0) {
            return BARE.matcher(message).replaceAll(GONE);
        }
        char quote = message.charAt(first);
        String tail = last == first ? "" : message.substring(last + 1);
        return BARE.matcher(message.substring(0, first)).replaceAll(GONE)
                + quote
                + GONE
                + quote
                + BARE.matcher(tail).replaceAll(GONE);
    }

    /// `gone`, with the name of the key where `message` ends with one.
    static String withKey(String message, String gone) {
        Matcher key = KEY.matcher(message);
        return key.matches() ? gone + " for key '" + key.group(1) + "'" : gone;
    }

    /// In the server's own words: `doesn't`, `can't`.
    private static boolean isApostrophe(String message, int at) {
        return message.charAt(at) == '\''
                && at >= 3
                && message.startsWith("n't", at - 1)
                && (at + 2 == message.length() || message.charAt(at + 2) == ' ');
    }
}
