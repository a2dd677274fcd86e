package dev.gatehouse.sql;

/// Writes queries in canonical words, as far as all languages have them: clauses, WITH, VALUES, set operations.
/// Each step takes the index of a token and answers the last token that it has read.
public final class QueryText {
    private final Draft draft;
    private final Statement s;
    private final QueryWords words;
    private final SourceText sources;
    private int start;
    private int end;

    public QueryText(Draft draft, QueryWords words) {
        this.draft = draft;
        this.s = draft.s;
        this.words = words;
        this.sources = new SourceText(draft, this, words);
    }

    /// Where the innermost query begins that is being written.
    int start() {
        return start;
    }

    /// The index behind the innermost query that is being written.
    public int end() {
        return end;
    }

    public void query(int from, int to) {
        clauses(from, to, Clause.Kind.START);
    }

    /// Writes `[from, to)` of a query that is already within the clause of this kind.
    public void clauses(int from, int to, Clause.Kind kind) {
        int outerStart = start;
        int outerEnd = end;
        start = from;
        end = to;
        run(from, to, new Clause(kind, true, to, ""));
        start = outerStart;
        end = outerEnd;
    }

    /// Writes a list of tables in `[from, to)`.
    public void tables(int from, int to) {
        run(from, to, new Clause(Clause.Kind.FROM, false, to, ""));
    }

    /// Writes an expression in `[from, to)` as one value.
    public void value(int from, int to) {
        call("", from, to);
    }

    /// Writes a function, or something of another form that draws on all that it is given, with the arguments in
    /// `[from, to)`.
    public void call(String function, int from, int to) {
        draft.open("gh_f (");
        arguments(function, from, to);
        draft.close();
    }

    /// The same for a function that gives rows, none where it finds nothing.
    public void rows(String function, int from, int to) {
        draft.open("gh_rows (");
        arguments(function, from, to);
        draft.close();
    }

    /// Writes the arguments of a function in `[from, to)`.
    public void arguments(String function, int from, int to) {
        run(from, to, new Clause(Clause.Kind.ARGUMENTS, false, to, function));
    }

    private void run(int from, int to, Clause clause) {
        draft.deeper();
        int i = from;
        while (i < to) {
            i = step(i, clause) + 1;
        }
        if (i != to) {
            throw new Unwritten("a construct that goes beyond its parentheses");
        }
        draft.back();
    }

    private int step(int i, Clause clause) {
        if (clause.query && s.kind(i) == TokenKind.WORD && !s.is(i + 1, ".")) {
            int last = clause(i, clause);
            if (last >= 0) {
                return last;
            }
        }
        return switch (clause.kind) {
            case START -> begin(i, clause);
            case FROM -> sources.step(i, clause);
            case ON -> words.joins(i) ? sources.step(i, from(clause)) : words.expression(i, clause);
            case ROWS -> row(i);
            case LIST, EXPRESSION, ARGUMENTS -> words.expression(i, clause);
        };
    }

    private static Clause from(Clause clause) {
        clause.kind = Clause.Kind.FROM;
        return clause;
    }

    private int begin(int i, Clause clause) {
        switch (s.at(i)) {
            case "(" -> {
                draft.open("(");
                query(i + 1, s.match(i));
                draft.close();
                clause.kind = Clause.Kind.EXPRESSION;
                return s.match(i);
            }
            case "select" -> {
                draft.syntax("select");
                clause.kind = Clause.Kind.LIST;
                return words.select(i);
            }
            case "values" -> {
                draft.syntax("values");
                clause.kind = Clause.Kind.ROWS;
                return i;
            }
            case "table" -> {
                draft.syntax("select * from");
                clause.kind = Clause.Kind.FROM;
                return i;
            }
            case "with" -> {
                return with(i);
            }
            default -> throw new Unwritten("no query where one must be");
        }
    }

    /// Writes the WITH clause at `with`.
    public int with(int with) {
        boolean recursive = s.is(with + 1, "recursive") && !s.isAny(with + 2, "as", "(");
        draft.syntax(recursive ? "with recursive" : "with");
        int i = with + (recursive ? 2 : 1);
        while (true) {
            if (!s.kind(i).named()) {
                throw new Unwritten("a WITH query without a name");
            }
            draft.name(i);
            boolean listed = s.is(i + 1, "(");
            if (listed) {
                columns(i + 1);
            }
            i = words.with(i, listed ? s.match(i + 1) + 1 : i + 1);
            if (!s.is(i + 1, ",")) {
                draft.operand = false;
                return i;
            }
            draft.syntax(",");
            i += 2;
        }
    }

    /// Writes the list of columns in the parentheses at `open`, without what qualifies them.
    public void columns(int open) {
        draft.syntax("(");
        int i = open + 1;
        while (i < s.match(open)) {
            int last = words.column(i);
            if (!s.kind(last).named() || last + 1 != s.match(open) && !s.is(last + 1, ",")) {
                throw new Unwritten("a list of names that holds something else");
            }
            draft.separator();
            draft.name(last);
            i = last + 2;
        }
        draft.close();
    }

    /// Writes the alias of a table at `i`, with the columns that it lists.
    public int alias(int i) {
        draft.alias(i);
        if (!s.is(i + 1, "(")) {
            return i;
        }
        columns(i + 1);
        return s.match(i + 1);
    }

    private int row(int i) {
        if (s.is(i, "(")) {
            draft.open("(");
            arguments("", i + 1, s.match(i));
            draft.close();
            return s.match(i);
        }
        if (!s.is(i, ",")) {
            throw new Unwritten("VALUES of another form");
        }
        draft.syntax(",");
        return i;
    }

    private int clause(int i, Clause clause) {
        if (clause.kind == Clause.Kind.START) {
            return -1;
        }
        switch (s.at(i)) {
            case "where", "having" -> {
                return condition(i, s.at(i), clause);
            }
            case "order" -> {
                return s.is(i + 1, "by") ? condition(i, "order by", clause) + 1 : -1;
            }
            case "union", "intersect", "except" -> {
                boolean all = s.is(i + 1, "all");
                draft.syntax(all ? s.at(i) + " all" : s.at(i));
                clause.kind = Clause.Kind.START;
                return all || s.is(i + 1, "distinct") ? i + 1 : i;
            }
            case "window" -> {
                return s.kind(i + 1).named() && s.is(i + 2, "as") ? windows(i) : -1;
            }
            default -> {
                return words.clause(i, clause);
            }
        }
    }

    /// Begins a clause of expressions with these words.
    public int condition(int i, String opening, Clause clause) {
        draft.syntax(opening);
        clause.kind = Clause.Kind.EXPRESSION;
        return i;
    }

    /// The definitions of windows are written where they are used.
    private int windows(int from) {
        int i = from;
        do {
            if (!s.kind(i + 1).named() || !s.is(i + 2, "as") || !s.is(i + 3, "(")) {
                throw new Unwritten("a WINDOW clause of another form");
            }
            i = s.match(i + 3) + 1;
        } while (s.is(i, ","));
        return i - 1;
    }
}
