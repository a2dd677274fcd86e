package dev.gatehouse.sql.mysql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.Procedure;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementSplitter;
import dev.gatehouse.sql.StatementSplitter.Split;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;

/// Takes the body of a procedure apart into the statements that may run in it, in whatever order and how often.
/// What only decides which of them run is read for the functions in it alone.
///
/// Variables and parameters stand in these as user variables; one that nobody assigns to has the caller's value all
/// along, and stands as a number, as does a parameter that a calling body has given such a value or a constant.
/// ("Compound Statement Syntax".)
final class MysqlBody {
    private static final int DEPTH = 200;
    private static final int LONGEST = 1 << 16;

    sealed interface Step {
        /// @param text of one statement
        /// @param use what becomes of what it reads
        record Runs(String text, Use use) implements Step {}

        /// Another procedure is called; its arguments are statements of their own.
        ///
        /// @param fed for each of them whether it may carry what the body has read
        record Calls(Procedure procedure, List<Boolean> fed) implements Step {}
    }

    enum Use {
        /// Its rows, if it has any, go to the caller.
        SENT,
        /// It stays in the body.
        KEPT,
        /// It decides what runs, and leaves nothing.
        DECIDES
    }

    private final Catalog catalog;
    private final Map<String, Boolean> assigned = new HashMap<>();
    /// Each to be told when all is known that is assigned to.
    private final List<Supplier<Step>> parts = new ArrayList<>();

    private MysqlBody(Catalog catalog) {
        this.catalog = catalog;
    }

    /// Names of variables and parameters, in small letters.
    ///
    /// @param steps in the order of the text
    record Read(Iterable<String> names, List<Step> steps) {}

    /// Empty for a body that cannot be taken apart with certainty.
    ///
    /// @param catalog in which the body's names are looked up
    /// @param fed for each parameter whether its value may come of a query; false for those that are not named
    static Optional<Read> read(Procedure procedure, LexerModes modes, Catalog catalog, List<Boolean> fed) {
        MysqlBody body = new MysqlBody(catalog);
        for (int i = 0; i < procedure.parameters().size(); i++) {
            Procedure.Parameter parameter = procedure.parameters().get(i);
            body.assigned.put(Ascii.lower(parameter.name()), parameter.out() || i < fed.size() && fed.get(i));
        }
        return procedure.body().length() <= LONGEST
                        && modes.lex(procedure.body()) instanceof Tokens tokens
                        && StatementSplitter.split(tokens, DEPTH) instanceof Split.Statements(List<Statement> pieces)
                        && pieces.stream().allMatch(body::cut)
                        && pieces.stream().allMatch(body::tellsNamesApart)
                ? Optional.of(new Read(
                        body.assigned.keySet(),
                        body.parts.stream().map(Supplier::get).toList()))
                : Optional.empty();
    }

    /// Whether what has another name than a variable is none: the server takes letters with accents for others.
    private boolean tellsNamesApart(Statement s) {
        for (int i = 0; i < s.size(); i++) {
            String name = s.kind(i).named() ? name(s, i) : "";
            for (String variable : assigned.keySet()) {
                if (LocalNames.maySame(name, variable) && !name.equals(variable)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean cut(Statement s) {
        for (int i = 0; i < s.size(); i++) {
            boolean keeps =
                    s.is(i, "setval") || s.is(i, "last_insert_id") && s.is(i + 1, "(") && s.match(i + 1) > i + 2;
            if (s.kind(i) == TokenKind.VARIABLE || s.is(i, "@") || keeps) {
                return false; // what others may have put there, or may find there
            }
        }
        int i = 0;
        while (i >= 0 && i < s.size()) {
            int next = control(s, i);
            if (next == i) {
                runs(s, i, s.size(), Use.SENT, false);
                break;
            }
            i = next;
        }
        note(s, Math.max(i, 0));
        return i >= 0;
    }

    /// Where what is not yet understood goes on; the size for nothing more, -1 for what cannot be understood.
    private int control(Statement s, int i) {
        if (s.kind(i).named() && s.is(i + 1, ":")) {
            return i + 2; // a label
        }
        return switch (s.at(i)) {
            case "begin" -> s.is(i + 1, "not") ? i + 3 : i + 1;
            case "if", "elseif", "case", "when" -> behind(s, i, "then");
            case "while" -> behind(s, i, "do");
            case "else", "loop", "repeat" -> i + 1;
            case "until" -> {
                int end = s.find(i, s.size(), "end");
                decides(s, i + 1, end);
                yield end > 0 && s.is(end + 1, "repeat") && s.size() - end <= 3 ? s.size() : -1;
            }
            case "end" -> s.size() - i <= 3 ? s.size() : -1;
            case "leave", "iterate", "open", "close" -> s.size() - i == 2 ? s.size() : -1;
            case "fetch" -> s.size();
            case "declare" -> declare(s, i);
            case "call" -> call(s, i + 1);
            case "execute", "for", "get", "goto", "prepare", "return", "show" -> -1;
            default -> i;
        };
    }

    private int behind(Statement s, int i, String word) {
        int end = s.find(i + 1, s.size(), word);
        if (end < 0 || s.contains(i + 1, end, "case")) {
            return -1; // whose THEN would be another one
        }
        int when = s.is(i, "case") ? s.find(i + 1, end, "when") : -1;
        if (when >= 0) {
            decides(s, i + 1, when);
        }
        decides(s, when >= 0 ? when + 1 : i + 1, end);
        return end + 1;
    }

    private void decides(Statement s, int from, int to) {
        if (from < to) {
            runs(s, from, to, Use.DECIDES, true);
        }
    }

    /// `value` is for an expression.
    private void runs(Statement s, int from, int to, Use use, boolean value) {
        parts.add(() -> new Step.Runs(text(s, from, to, value), use));
    }

    private int call(Statement s, int i) {
        QualifiedName name = QualifiedName.read(s, i, MysqlDialect.INSTANCE);
        int open = name.last() + 1;
        int close = s.match(open);
        Optional<Procedure> known =
                s.kind(i).named() ? catalog.procedure(name.schema(), name.name()) : Optional.empty();
        if (known.isEmpty() || open < s.size() && (!s.is(open, "(") || close != s.size() - 1)) {
            return -1;
        }
        Procedure procedure = known.get();
        List<BooleanSupplier> fed = new ArrayList<>();
        for (int from = open + 1; from < close; ) {
            int comma = s.find(from, close, ",");
            int to = comma < 0 ? close : comma;
            if (!argument(s, from, to, procedure.parameters(), fed)) {
                return -1;
            }
            from = to + 1;
        }
        if (fed.size() < procedure.parameters().size()) {
            return -1; // what has a default, which is not read
        }
        parts.add(() -> new Step.Calls(
                procedure, fed.stream().map(BooleanSupplier::getAsBoolean).toList()));
        return s.size();
    }

    /// False for one of which nobody knows what becomes.
    private boolean argument(
            Statement s, int from, int to, List<Procedure.Parameter> parameters, List<BooleanSupplier> fed) {
        boolean variable = to - from == 1 && s.kind(from).named();
        if (from == to
                || fed.size() >= parameters.size()
                || parameters.get(fed.size()).out() && !variable) {
            return false;
        }
        if (parameters.get(fed.size()).out()) {
            assign(s, from);
        }
        boolean constant = to - from == 1 && s.kind(from).literal();
        fed.add(() -> !constant && !(variable && Boolean.FALSE.equals(assigned.get(name(s, from)))));
        runs(s, from, to, Use.KEPT, true);
        return true;
    }

    private int declare(Statement s, int declare) {
        int i = declare + 1;
        if (s.isAny(i, "continue", "exit", "undo") && s.is(i + 1, "handler")) {
            return s.is(i + 2, "for") ? handled(s, i + 3) : -1;
        }
        if (s.is(i + 1, "cursor")) {
            runs(s, i + 3, s.size(), Use.KEPT, false);
            return s.is(i + 2, "for") ? s.size() : -1;
        }
        if (s.is(i + 1, "condition")) {
            return s.size();
        }
        do {
            if (!s.kind(i).named()) {
                return -1;
            }
            assigned.put(name(s, i), true);
            i += 2;
        } while (s.is(i - 1, ","));
        int value = s.find(i - 1, s.size(), "default");
        if (value >= 0) {
            runs(s, value + 1, s.size(), Use.KEPT, true);
        }
        return s.size();
    }

    /// Behind the conditions of a handler its statement begins.
    private static int handled(Statement s, int from) {
        int i = from;
        while (true) {
            if (s.is(i, "sqlstate")) {
                i += s.is(i + 1, "value") ? 2 : 1;
            } else if (s.is(i, "not")) {
                i++;
            }
            if (i >= s.size()) {
                return -1;
            }
            i++;
            if (!s.is(i, ",")) {
                return i;
            }
            i++;
        }
    }

    /// What is assigned to: by `SET`, and by `INTO`.
    private void note(Statement s, int from) {
        for (int i = 0; i < s.size(); i++) {
            if (s.is(from, "set") && s.isAny(i + 1, "=", ":=")) {
                assign(s, i);
            }
            for (int j = i + 1; s.is(i, "into") && s.kind(j).named(); j += s.is(j + 1, ",") ? 2 : s.size()) {
                assign(s, j);
            }
        }
    }

    private void assign(Statement s, int i) {
        if (s.kind(i).named()) {
            assigned.replace(name(s, i), true);
        }
    }

    private static String name(Statement s, int i) {
        return Ascii.lower(MysqlDialect.INSTANCE.name(s, i));
    }

    private String text(Statement s, int from, int to, boolean value) {
        Tokens tokens = s.tokens();
        StringBuilder out = new StringBuilder(value ? "set @value = (" : "");
        for (int i = from; i < to; i++) {
            if (i > from) {
                out.append(tokens.text(), tokens.end(s.token(i - 1)), tokens.start(s.token(i)));
            }
            boolean qualified = s.isAny(i - 1, ".", "@@") || s.isAny(i + 1, ".", "(");
            Boolean variable = s.kind(i).named() && !qualified ? assigned.get(name(s, i)) : null;
            out.append(variable == null ? s.raw(i) : variable ? "@variable" : "1");
        }
        return out.append(value ? ")" : "").toString();
    }
}
