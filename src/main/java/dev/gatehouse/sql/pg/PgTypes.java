package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;

/// Passes over the types in expressions of PostgreSQL, which say nothing about where values come from ("Data
/// Types").
final class PgTypes {
    private static final String[] WORDS = {"precision", "varying", "with", "without", "time", "zone"};

    private final Draft draft;
    private final Statement s;

    PgTypes(Draft draft) {
        this.draft = draft;
        this.s = draft.s;
    }

    /// The last token of the type whose name is in `[i, last]`, when its literal stands behind it, or -1.
    int before(int i, int last) {
        int next = last + 1;
        if (s.is(next, "(") && next < s.size()) {
            next = s.match(next) + 1;
        }
        while (s.isAny(i, "double", "character", "char", "national", "time", "timestamp", "bit")
                && s.isAny(next, WORDS)) {
            next++;
        }
        return s.kind(next) == TokenKind.STRING ? PgQueryText.plain(s, last + 1, next) - 1 : -1;
    }

    /// Passes over the name of a type from `i` on; answers its last token.
    int name(int i) {
        int last = draft.chain(i);
        while (s.isAny(last + 1, "precision", "varying") && s.kind(last).named()) {
            last++;
        }
        if (s.is(last + 1, "(")) {
            last = s.match(last + 1);
        }
        if (s.isAny(last + 1, "with", "without") && s.is(last + 2, "time") && s.is(last + 3, "zone")) {
            last += 3;
        }
        while (s.is(last + 1, "[")) {
            last = s.match(last + 1);
        }
        return last;
    }
}
