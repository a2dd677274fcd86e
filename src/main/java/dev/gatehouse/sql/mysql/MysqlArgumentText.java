package dev.gatehouse.sql.mysql;

import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.Statement;

/// The words that functions with a grammar of their own have between their arguments.
final class MysqlArgumentText {
    private final Draft draft;
    private final Statement s;

    MysqlArgumentText(Draft draft) {
        this.draft = draft;
        this.s = draft.s;
    }

    /// The last token of what begins at `i`, or -1 when that is no such word.
    int word(int i, String word, Clause clause) {
        return switch (word) {
            case "when", "then", "else" -> clause.of("case") ? separated(i) : -1;
            case "order", "partition" -> s.is(i + 1, "by") ? separated(i + 1) : -1;
            case "separator", "limit", "from", "for" -> separated(i);
            case "offset" -> clause.of("group_concat", "json_arrayagg") && draft.operand ? separated(i) : -1;
            case "both", "leading", "trailing" -> clause.of("trim") ? i : -1;
            case "using", "returning" -> rest(i, clause);
            case "rows", "range", "groups" -> clause.of("over") ? rest(i, clause) : -1;
            case "in" -> s.isAny(i + 1, "boolean", "natural") ? rest(i, clause) : -1;
            case "with" -> s.is(i + 1, "query") ? rest(i, clause) : -1;
            default -> unit(i, clause);
        };
    }

    private int separated(int last) {
        draft.separator();
        return last;
    }

    /// Passes over the rest of the arguments, which hold no query.
    private int rest(int i, Clause clause) {
        return MysqlQueryText.plain(s, i, clause.end) - 1;
    }

    /// The unit that stands first in some functions on times.
    private int unit(int i, Clause clause) {
        boolean first = s.is(i - 1, "(") && s.isAny(i + 1, "from", ",");
        if (!first || !clause.of("extract", "timestampadd", "timestampdiff", "get_format")) {
            return -1;
        }
        draft.value("'s'");
        return i;
    }
}
