package dev.gatehouse.sql.tree;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import net.sf.jsqlparser.expression.*;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.IsUnknownExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.ColumnRef;

/// Finds the base columns that an expression draws on: all that are named anywhere in it, and the results of its
/// queries.
final class Expressions {
    private static final Set<String> NO_COLUMN = Set.of(
            "default",
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "current_user",
            "session_user",
            "user",
            "current_role",
            "current_catalog",
            "current_schema",
            "true",
            "false",
            "unknown",
            "null");

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
        while (e instanceof BinaryExpression binary) { // long chains lean to the left
            if (binary instanceof LikeExpression like) {
                add(like.getEscape(), scope, into);
            }
            add(binary.getRightExpression(), scope, into);
            e = binary.getLeftExpression();
        }
        switch (e) {
            case null -> {}
            case Column column -> column(column, scope, into);
            case StringValue _,
                    LongValue _,
                    DoubleValue _,
                    NullValue _,
                    BooleanValue _,
                    HexValue _,
                    JdbcParameter _,
                    TimeKeyExpression _,
                    AllValue _ -> {}
            case Select query -> into.addAll(queries.scalar(query, scope));
            case ExpressionList<?> list -> list.forEach(part -> add(part, scope, into));
            case CastExpression cast -> cast(cast, scope, into);
            case CaseExpression choice -> choice(choice, scope, into);
            case Function function -> function(function, scope, into);
            case AnalyticExpression analytic -> analytic(analytic, scope, into);
            case InExpression in -> both(in.getLeftExpression(), in.getRightExpression(), scope, into);
            case Between between -> {
                add(between.getLeftExpression(), scope, into);
                both(between.getBetweenExpressionStart(), between.getBetweenExpressionEnd(), scope, into);
            }
            case ExistsExpression exists -> add(exists.getRightExpression(), scope, into);
            case IsNullExpression test -> add(test.getLeftExpression(), scope, into);
            case IsBooleanExpression test -> add(test.getLeftExpression(), scope, into);
            case IsUnknownExpression test -> add(test.getLeftExpression(), scope, into);
            case NotExpression not -> add(not.getExpression(), scope, into);
            case SignedExpression signed -> add(signed.getExpression(), scope, into);
            case ArrayConstructor array -> add(array.getExpressions(), scope, into);
            case ArrayExpression item -> {
                add(item.getObjExpression(), scope, into);
                add(item.getIndexExpression(), scope, into);
                both(item.getStartIndexExpression(), item.getStopIndexExpression(), scope, into);
            }
            case TimezoneExpression zone -> {
                add(zone.getLeftExpression(), scope, into);
                zone.getTimezoneExpressions().forEach(part -> add(part, scope, into));
            }
            case OverlapsCondition overlaps -> both(overlaps.getLeft(), overlaps.getRight(), scope, into);
            case AllTableColumns star ->
                relations(star.getTable(), scope).forEach(relation -> named(relation.all(), into));
            case AllColumns _ -> {} // count(*)
            default -> throw new Unread("a kind of expression: " + e.getClass().getSimpleName());
        }
    }

    private void both(@Nullable Expression one, @Nullable Expression other, Scope scope, Set<ColumnRef> into) {
        add(one, scope, into);
        add(other, scope, into);
    }

    private void cast(CastExpression cast, Scope scope, Set<ColumnRef> into) {
        String type = String.valueOf(cast.getColDataType().getDataType());
        for (String part : type.split("[ .]+", -1)) {
            names.meet(part);
        }
        add(cast.getLeftExpression(), scope, into);
    }

    private void choice(CaseExpression choice, Scope scope, Set<ColumnRef> into) {
        add(choice.getSwitchExpression(), scope, into);
        for (WhenClause when : choice.getWhenClauses()) {
            both(when.getWhenExpression(), when.getThenExpression(), scope, into);
        }
        add(choice.getElseExpression(), scope, into);
    }

    private void function(Function function, Scope scope, Set<ColumnRef> into) {
        function.getMultipartName().forEach(names::meet);
        add(function.getParameters(), scope, into);
        order(function.getOrderByElements(), scope, into);
        if (function.getAttribute() instanceof Expression || function.getKeep() != null) {
            throw new Unread("a function with an attribute");
        }
    }

    private void analytic(AnalyticExpression analytic, Scope scope, Set<ColumnRef> into) {
        for (String part : analytic.getName().split("\\.", -1)) {
            names.meet(part);
        }
        both(analytic.getExpression(), analytic.getOffset(), scope, into);
        both(analytic.getDefaultValue(), analytic.getFilterExpression(), scope, into);
        order(analytic.getOrderByElements(), scope, into);
        add(analytic.getPartitionExpressionList(), scope, into);
        if (analytic.getWindowName() != null) {
            names.meet(analytic.getWindowName());
            into.addAll(scope.windows);
        }
        WindowDefinition window = analytic.getWindowDefinition();
        if (window != null) {
            window(window, scope, into);
        }
    }

    void window(WindowDefinition window, Scope scope, Set<ColumnRef> into) {
        if (window.getWindowName() != null) {
            names.meet(window.getWindowName());
        }
        add(window.getPartitionExpressionList(), scope, into);
        order(window.getOrderByElements(), scope, into);
    }

    void order(@Nullable List<OrderByElement> elements, Scope scope, Set<ColumnRef> into) {
        if (elements != null) {
            elements.forEach(element -> add(element.getExpression(), scope, into));
        }
    }

    private void column(Column column, Scope scope, Set<ColumnRef> into) {
        if (column.getArrayConstructor() != null) {
            add(column.getArrayConstructor(), scope, into);
        }
        String name = names.meet(column.getColumnName());
        Table table = column.getTable();
        if (table != null && table.getName() != null) {
            Qualifier qualifier = qualifier(table);
            named(scope.qualified(qualifier.schema(), qualifier.name(), name), into);
        } else if (!(NO_COLUMN.contains(name) && column.getColumnName().equals(name))) {
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
