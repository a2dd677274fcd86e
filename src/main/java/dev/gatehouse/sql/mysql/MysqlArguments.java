package dev.gatehouse.sql.mysql;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.sql.Procedure;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;

/// What a CALL gives to its procedure.
///
/// @param variables for each argument in its order, whether a variable of the session stands anywhere in it
record MysqlArguments(List<Boolean> variables) {
    MysqlArguments {
        variables = List.copyOf(variables);
    }

    /// @param open where their parenthesis is, if there is one
    static MysqlArguments read(Statement s, int open) {
        int close = s.is(open, "(") ? s.match(open) : open;
        List<Boolean> variables = new ArrayList<>();
        for (int from = open + 1; from < close; ) {
            int comma = s.find(from, close, ",");
            int to = comma < 0 ? close : comma;
            variables.add(hasVariable(s, from, to));
            from = to + 1;
        }
        return new MysqlArguments(variables);
    }

    private static boolean hasVariable(Statement s, int from, int to) {
        for (int i = from; i < to; i++) {
            if (s.kind(i) == TokenKind.VARIABLE || s.isAny(i, "@", "@@")) {
                return true;
            }
        }
        return false;
    }

    /// Whether there is one for each parameter: one that gets none has a default, which may be any query.
    boolean reach(Procedure procedure) {
        return variables.size() >= procedure.parameters().size();
    }

    /// Whether the body may find there what a variable holds: one that is only filled gives it nothing.
    boolean takeVariables(Procedure procedure) {
        List<Procedure.Parameter> parameters = procedure.parameters();
        for (int i = 0; i < variables.size(); i++) {
            if (variables.get(i) && (i >= parameters.size() || parameters.get(i).in())) {
                return true;
            }
        }
        return false;
    }
}
