package dev.gatehouse.sql.pg;

import java.util.Set;

import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Words;

/// The words that functions with a grammar of their own have between their arguments ("SQL/JSON", "XML Functions").
final class PgArgumentText {
    private static final Set<String> JSON = Words.of("""
            json_object json_array json_objectagg json_arrayagg json_value json_query json_exists json_scalar
            json json_serialize json_table
            """);
    /// What may follow a value in them, and is none.
    private static final Set<String> JSON_WORDS = Words.of("""
            absent on null empty error with without unique keys wrapper conditional unconditional array object
            keep omit quotes scalar string format json encoding utf8 true false unknown
            """);

    private final Draft draft;
    private final Statement s;

    PgArgumentText(Draft draft) {
        this.draft = draft;
        this.s = draft.s;
    }

    /// The last token of what begins at `i`, or -1 when that is no such word.
    int word(int i, String word, Clause clause) {
        int last = JSON.contains(clause.function) ? json(i, word, clause) : -1;
        last = last < 0 && clause.function.startsWith("xml") ? xml(i, word, clause) : last;
        return last >= 0 ? last : other(i, word, clause);
    }

    private int other(int i, String word, Clause clause) {
        switch (word) {
            case "when", "then", "else" -> {
                return clause.of("case") ? separated(i) : -1;
            }
            case "order", "partition" -> {
                return s.is(i + 1, "by") ? separated(i + 1) : -1;
            }
            case "from", "for", "placing" -> {
                return separated(i);
            }
            case "where" -> {
                return draft.operand ? -1 : i;
            }
            case "both", "leading", "trailing" -> {
                return clause.of("trim") ? i : -1;
            }
            case "rows", "range", "groups" -> {
                return clause.of("over") ? rest(i, clause) : -1;
            }
            case "as" -> {
                return clause.of("cast", "treat") ? rest(i, clause) : -1;
            }
            case "nfc", "nfd", "nfkc", "nfkd" -> {
                return clause.of("normalize") ? value(i) : -1;
            }
            default -> {
                return !draft.operand && s.is(i - 1, "(") && s.is(i + 1, "from") && clause.of("extract")
                        ? value(i)
                        : -1;
            }
        }
    }

    private int separated(int last) {
        draft.separator();
        return last;
    }

    private int value(int last) {
        draft.value("'s'");
        return last;
    }

    /// Passes over the rest of the arguments, which hold no query.
    private int rest(int i, Clause clause) {
        return PgQueryText.plain(s, i, clause.end) - 1;
    }

    private int json(int i, String word, Clause clause) {
        switch (word) {
            case "key" -> {
                return draft.operand || s.isAny(i + 1, ",", ")", ":") ? -1 : i;
            }
            case "value", "passing", "default" -> {
                return draft.operand ? separated(i) : -1;
            }
            case "returning" -> {
                return rest(i, clause);
            }
            case "as" -> {
                return i + 1;
            }
            default -> {
                return draft.operand && JSON_WORDS.contains(word) ? i : -1;
            }
        }
    }

    private int xml(int i, String word, Clause clause) {
        switch (word) {
            case "name" -> {
                boolean label =
                        !draft.operand && s.is(i - 1, "(") && s.kind(i + 1).named();
                return label && clause.of("xmlelement", "xmlpi") ? value(i + 1) : -1;
            }
            case "document", "content", "version", "standalone" -> {
                return draft.operand ? -1 : i;
            }
            case "as" -> {
                return clause.of("xmlserialize") ? rest(i, clause) : i + 1;
            }
            case "passing" -> {
                return separated(i);
            }
            case "by" -> {
                return s.isAny(i + 1, "ref", "value") ? i + 1 : -1;
            }
            case "yes", "no" -> {
                return clause.of("xmlroot") ? value(s.is(i + 1, "value") ? i + 1 : i) : -1;
            }
            default -> {
                return -1;
            }
        }
    }
}
