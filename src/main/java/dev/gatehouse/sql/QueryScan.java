package dev.gatehouse.sql;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Set;

/// Reads a query or a row-changing statement token by token, with one [Frame] a parenthesis: verbs wherever they
/// hide, tables wherever they are named, functions, filters. Over-approximates: a name that might be a table counts
/// as one. Linear but for the search of filters; no recursion. Threads: one.
public final class QueryScan {
    private static final Set<String> QUERY = Set.of("select", "values", "table", "with", "(");

    private final Statement s;
    private final Dialect dialect;
    private final FactsBuilder facts;
    private final RowChange changes;
    private final Sites sites;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final BitSet starts = new BitSet();
    private Frame frame;
    private int main;
    private boolean understood = true;

    /// Hears where tables are named to be read, or what might be a table.
    public interface Sites {
        /// @param first the token where the name begins
        void table(int first, QualifiedName name);
    }

    public QueryScan(Statement statement, Dialect dialect, FactsBuilder facts) {
        this(statement, dialect, facts, (_, _) -> {});
    }

    public QueryScan(Statement statement, Dialect dialect, FactsBuilder facts, Sites sites) {
        this.sites = sites;
        this.s = statement;
        this.dialect = dialect;
        this.facts = facts;
        this.changes = new RowChange(statement, dialect, facts);
        this.frame = new Frame(statement.size());
    }

    /// Reads the statement in `[from, to)`; false when it does not begin like one.
    public boolean scan(int from, int to) {
        frame = new Frame(to);
        main = from;
        starts.set(from);
        if (!QUERY.contains(s.at(from)) && !changes.beginsAt(from, true)) {
            return false;
        }
        for (int i = from; i < to && understood; i++) {
            i = step(i);
        }
        return understood;
    }

    /// Reads expressions in `[from, to)` that stand outside a query, with the queries in them.
    public boolean expressions(int from, int to) {
        frame = new Frame(to);
        main = -1;
        for (int i = Math.max(from, 0); i < to && understood; i++) {
            i = step(i);
        }
        return understood;
    }

    private int step(int i) {
        if (starts.get(i)) {
            int head = begin(i);
            if (head >= 0) {
                return head;
            }
        }
        if (s.kind(i).named() && (s.is(i - 1, ".") || s.is(i - 1, "as") && !s.is(i, "select") && i != main)) {
            return s.is(i - 1, ".") ? i : name(i, false);
        }
        return s.kind(i) == TokenKind.QUOTED_NAME ? name(i, frame.table) : symbol(i, s.at(i));
    }

    private int symbol(int i, String word) {
        switch (word) {
            case "(", "{" -> open(i);
            case ")", "}" -> frame = frames.isEmpty() ? frame : frames.pop();
            case "," -> frame.table = frame.list;
            case "select" -> select();
            case "from" -> from(i);
            case "join", "straight_join" -> frame.table = frame.list = frame.list || frame.query;
            case "table" -> frame.table = true;
            case "using" -> using();
            case "into" -> {
                dialect.into(s, i, facts);
                frame.list = false;
            }
            case "for" -> {
                return lock(i);
            }
            case "set" -> frame.list &= !frame.access.equals("write");
            case "update" -> upsert(i);
            default -> {
                return word(i, word);
            }
        }
        return i;
    }

    private int word(int i, String word) {
        if (dialect.endsFrom(word)) {
            frame.list = false;
            frame.table = false;
            frame.access = "read";
            return i;
        }
        if (word.equals("lock") && s.is(i + 1, "in")) {
            facts.effect("write");
            return i;
        }
        boolean prefix = s.isAny(i, "only", "lateral", "oj") || word.equals("rows") && s.is(i + 1, "from");
        return prefix && frame.table || s.kind(i) != TokenKind.WORD ? i : name(i, frame.table);
    }

    /// A name in place: a table, a function, or something of no interest here. Answers its last token.
    private int name(int i, boolean table) {
        QualifiedName name = QualifiedName.read(s, i, dialect);
        boolean call = s.is(name.last() + 1, "(");
        if (call && !(s.kind(i) == TokenKind.WORD && name.last() == i && dialect.callsNothing(s.at(i)))) {
            facts.function(name.schema().isEmpty() ? name.name() : name.schema() + "." + name.name());
            dialect.called(name.schema(), name.name(), facts);
        } else if (table && !call) {
            sites.table(i, name);
            facts.table(name.schema(), name.name(), "read");
            facts.table(name.schema(), name.name(), frame.access);
            facts.effect("read");
        }
        frame.table = false;
        return name.last();
    }

    private void open(int i) {
        Frame inner = new Frame(s.match(i));
        inner.table = frame.table;
        inner.list = frame.table;
        inner.access = frame.access;
        frame.table = false;
        frames.push(frame);
        frame = inner;
        starts.set(i + 1);
    }

    private void select() {
        facts.effect("read");
        frame.query = true;
        frame.list = false;
        frame.table = false;
        frame.access = "read";
    }

    private void from(int i) {
        boolean comparison = s.is(i - 1, "distinct") && s.isAny(i - 2, "is", "not");
        if (frame.query && !comparison) {
            frame.list = true;
            frame.table = true;
        }
    }

    private void using() {
        if (frame.using) {
            frame.using = false;
            frame.list = true;
            frame.table = true;
        }
    }

    /// FOR UPDATE and its kin lock rows; FOR JOIN belongs to an index hint; FOR SYSTEM_TIME to a table.
    private int lock(int i) {
        if (s.isAny(i + 1, "join", "order", "group")) {
            return i + 1;
        }
        if (s.isAny(i + 1, "update", "share", "no", "key")) {
            facts.effect("write");
            frame.list = false;
            return i + 1;
        }
        frame.list &= s.isAny(i + 1, "system_time", "portion");
        return i;
    }

    /// ON CONFLICT DO UPDATE, ON DUPLICATE KEY UPDATE.
    private void upsert(int i) {
        if (s.is(i - 1, "do") || s.is(i - 1, "key") && s.is(i - 2, "duplicate")) {
            facts.kind("update");
        }
    }

    /// Handles a token where a statement may begin; answers the last token it used, or -1 for none.
    private int begin(int i) {
        if (s.is(i, "with")) {
            int verb = WithClause.verb(s, i, frame.end);
            if (verb < 0) {
                understood &= i != main;
                return -1;
            }
            starts.set(verb);
            frame.table = false;
            frame.list = false;
            main = i == main ? verb : main;
            return i;
        }
        if (changes.beginsAt(i, i == main)) {
            frame.table = false;
            frame.list = false;
            return changes.read(i, frame);
        }
        if (i == main && QUERY.contains(s.at(i))) {
            facts.kind("select").effect("read");
        } else {
            understood &= i != main;
        }
        return -1;
    }
}
