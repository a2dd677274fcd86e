package dev.gatehouse.sql.tree;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.ColumnRef;

/// Finds the base columns that an expression draws on: all that are named anywhere in it, and the results of its
/// queries. Only the kinds of nodes that a canonical text can hold are read: in it every operator is a sum, and
/// everything else a function.
final class Expressions {
    private final Queries queries;
    private final Names names;
    private final Findings findings;

    Expressions(Queries queries, Names names, Findings findings) {
        this.queries = queries;
        this.findings = findings;
        this.names = names;
    }

    Set<ColumnRef> of(@Nullable Expression expression, Scope scope) {
        Set<ColumnRef> sources = new LinkedHashSet<>();
        add(expression, scope, sources);
        return sources;
    }

    void add(@Nullable Expression expression, Scope scope, Set<ColumnRef> into) {
        Expression e = expression;
        while (e instanceof Addition sum) { // long chains lean to the left
            add(sum.getRightExpression(), scope, into);
            e = sum.getLeftExpression();
        }
        switch (e) {
            case null -> {}
            case StringValue _, LongValue _ -> {}
            case Column column -> column(column, scope, into);
            case Select query -> into.addAll(queries.scalar(query, scope));
            case ExpressionList<?> list -> list.forEach(part -> add(part, scope, into));
            case Function function -> call(function, scope, into);
            case AllTableColumns star ->
                relations(star.getTable(), scope).forEach(relation -> named(relation.all(), into));
            case AllColumns _ -> {} // count(*)
            default -> throw new Unread("a kind of expression: " + e.getClass().getSimpleName());
        }
    }

    /// `gh_rows` gives rows for what it is given, so that which rows there are depends on that.
    private void call(Function function, Scope scope, Set<ColumnRef> into) {
        Set<ColumnRef> given = new LinkedHashSet<>();
        add(function.getParameters(), scope, given);
        if (function.getName().equals("gh_rows")) {
            findings.use(given, "predicate");
        }
        into.addAll(given);
    }

    private void column(Column column, Scope scope, Set<ColumnRef> into) {
        if (column.getArrayConstructor() != null) {
            throw new Unread("a column with a subscript");
        }
        String name = names.meet(column.getColumnName());
        Table table = column.getTable();
        if (table != null && table.getName() != null) {
            Qualifier qualifier = qualifier(table);
            named(scope.qualified(qualifier.schema(), qualifier.name(), name), into);
        } else {
            named(scope.unqualified(name).orElseThrow(() -> Unread.missingColumn(name)), into);
        }
    }

    private void named(Set<ColumnRef> sources, Set<ColumnRef> into) {
        findings.name(sources);
        into.addAll(sources);
    }

    private record Qualifier(String schema, String name) {}

    private Qualifier qualifier(Table table) {
        if (table.getDatabaseName() != null && !table.getDatabaseName().isEmpty()) {
            names.meet(table.getDatabaseName());
        }
        String schema = table.getSchemaName() == null ? "" : names.meet(table.getSchemaName());
        return new Qualifier(schema, names.meet(table.getName()));
    }

    /// `(row).*` of a row that is a relation's own; the fields of any other value are not known.
    List<Relation.Column> fields(Function function, Scope scope) {
        String name = names.meet(((Column) function.getParameters().getFirst()).getColumnName());
        if (scope.column(name)) {
            throw new Unread("the fields of a value that are not known");
        }
        List<Relation> rows = scope.relations("", name);
        if (rows.size() != 1 || rows.getFirst().open()) {
            throw new Unread("the fields of a value that are not known");
        }
        findings.name(rows.getFirst().all());
        return rows.getFirst().columns();
    }

    /// The relations of this level that a column to be written may belong to.
    List<Relation> owners(Column column, Scope scope) {
        Table table = column.getTable();
        return table == null || table.getName() == null
                ? scope.having(names.known(column.getColumnName()))
                : scope.relations(
                        table.getSchemaName() == null ? "" : names.known(table.getSchemaName()),
                        names.known(table.getName()));
    }

    List<Relation> relations(Table table, Scope scope) {
        Qualifier qualifier = qualifier(table);
        return scope.relations(qualifier.schema(), qualifier.name());
    }
}
