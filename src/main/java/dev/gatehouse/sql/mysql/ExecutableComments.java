package dev.gatehouse.sql.mysql;

import dev.gatehouse.sql.Ascii;

/// What a server does with a comment that begins with `/*`.
///
/// Shape: `/*! …`, `/*!mmnnpp …`, on MariaDB also `/*M! …`. MySQL takes five digits as the version, newer ones six
/// when white space follows; MariaDB takes a sixth digit whenever there is one, and ignores what is meant for MySQL
/// 5.7 to 9 ("Comments", "Comment Syntax").
final class ExecutableComments {
    /// MySQL of these versions may read the version with five or with six digits.
    private static final int SIX_DIGITS_POSSIBLE = 80_000;

    private static final int SIX_DIGITS_CERTAIN = 80_400;
    private static final int HINTS_ON_MARIADB = 120_000;

    private ExecutableComments() {}

    sealed interface Verdict {}

    /// The inside counts, from this index on.
    record Expand(int from) implements Verdict {}

    /// Nothing counts up to this index.
    record Skip(int end, boolean hint) implements Verdict {}

    record Unclear(String why) implements Verdict {}

    static Verdict judge(String text, int at, LexerModes modes) {
        boolean maria = modes.mariadb() && text.startsWith("M!", at + 2);
        if (maria || text.startsWith("!", at + 2)) {
            return executable(text, at + (maria ? 4 : 3), maria, modes);
        }
        Verdict end = skip(text, at + 2, false);
        return end instanceof Skip comment && text.startsWith("+", at + 2) ? hint(text, at, comment.end(), modes) : end;
    }

    private static Verdict hint(String text, int at, int close, LexerModes modes) {
        if (modes.mariadb() && modes.version() > 0 && modes.version() < HINTS_ON_MARIADB) {
            return new Skip(close, false);
        }
        for (int i = at; i < close; i++) {
            if ("'\"`".indexOf(text.charAt(i)) >= 0) {
                return new Unclear("an optimizer hint with a quotation");
            }
        }
        return new Skip(close, true);
    }

    private static Verdict executable(String text, int from, boolean maria, LexerModes modes) {
        int digits = 0;
        while (digits < 6 && from + digits < text.length() && Ascii.digit(text.charAt(from + digits))) {
            digits++;
        }
        if (digits < 5) {
            return new Expand(from);
        }
        if (modes.version() == 0) {
            return new Unclear("a comment for certain versions, and the server's version is not known");
        }
        if (!modes.mariadb() && digits == 6) {
            boolean spaced = from + 6 < text.length() && MysqlLexer.space(text.charAt(from + 6));
            if (spaced && modes.version() >= SIX_DIGITS_POSSIBLE && modes.version() < SIX_DIGITS_CERTAIN) {
                return new Unclear("a comment for certain versions with six digits");
            }
            digits = spaced && modes.version() >= SIX_DIGITS_CERTAIN ? 6 : 5;
        }
        int version = Integer.parseInt(text, from, from + digits, 10);
        boolean foreign = modes.mariadb() && !maria && version >= 50_700 && version <= 99_999;
        return version <= modes.version() && !foreign ? new Expand(from + digits) : skip(text, from, true);
    }

    /// Finds the end; a skipped executable comment may hold one level of comments, an ordinary one none.
    private static Verdict skip(String text, int from, boolean nested) {
        int i = from;
        while (i + 1 < text.length()) {
            if (text.startsWith("*/", i)) {
                return new Skip(i + 2, false);
            }
            if (nested && text.startsWith("/*", i)) {
                int close = text.indexOf("*/", i + 2);
                if (close < 0) {
                    break;
                }
                i = close + 2;
            } else {
                i++;
            }
        }
        return new Unclear("a comment is not closed");
    }
}
