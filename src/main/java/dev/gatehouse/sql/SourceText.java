package dev.gatehouse.sql;

/// Writes lists of tables in canonical words, as far as all languages have them: what stands between them.
final class SourceText {
    private final Draft draft;
    private final Statement s;
    private final QueryText queries;
    private final QueryWords words;

    SourceText(Draft draft, QueryText queries, QueryWords words) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
        this.words = words;
    }

    int step(int i, Clause clause) {
        return switch (s.at(i)) {
            case "(" -> parenthesis(i);
            case "," -> {
                draft.syntax(",");
                yield i;
            }
            case "on" -> {
                draft.syntax("on");
                clause.kind = Clause.Kind.ON;
                yield i;
            }
            case "using" -> {
                draft.syntax("using");
                queries.columns(i + 1);
                yield s.match(i + 1);
            }
            case "as" -> queries.alias(i + 1);
            default -> words.table(i);
        };
    }

    private int parenthesis(int open) {
        draft.open("(");
        if (draft.query(open)) {
            queries.query(open + 1, s.match(open));
        } else {
            queries.tables(open + 1, s.match(open));
        }
        draft.close();
        return s.match(open);
    }
}
