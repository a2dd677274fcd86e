package dev.gatehouse.sql.tree;

import java.util.List;

import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.insert.ParenthesedInsert;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.tree.Relation.Column;

/// Reads a WITH clause: each query sees those before it; with RECURSIVE it also sees itself.
final class WithItems {
    /// A recursive query reaches its fixed point after as many rounds as it has columns; more is not read.
    private static final int ROUNDS = 20;

    private final Queries queries;
    private final Names names;

    WithItems(Queries queries, Names names) {
        this.queries = queries;
        this.names = names;
    }

    void read(List<WithItem<?>> items, @Nullable Scope outer) {
        Ctes visible = new Ctes(queries.ctes());
        queries.ctes(visible);
        boolean recursive = items.getFirst().isRecursive();
        if (recursive) {
            items.forEach(item -> visible.reserve(names.known(item.getAlias().getName())));
        }
        for (WithItem<?> item : items) {
            String name = names.meet(item.getAlias().getName());
            List<String> columns = aliases(item);
            if (item.getSearchClause() != null || item.getCycleClause() != null) {
                throw new Unread("SEARCH or CYCLE");
            }
            visible.put(
                    name, recursive ? fixed(item, name, columns, visible, outer) : body(item, name, columns, outer));
        }
    }

    private List<String> aliases(WithItem<?> item) {
        if (item.getAlias().getAliasColumns() != null) {
            return item.getAlias().getAliasColumns().stream()
                    .map(column -> names.meet(column.name))
                    .toList();
        }
        List<SelectItem<?>> list = item.getWithItemList();
        return list == null
                ? List.of()
                : list.stream()
                        .map(column -> names.meet(column.getExpression().toString()))
                        .toList();
    }

    private Relation body(WithItem<?> item, String name, List<String> aliases, @Nullable Scope outer) {
        ParenthesedStatement body = item.getParenthesedStatement();
        List<Column> columns =
                switch (body) {
                    case ParenthesedSelect select -> queries.columns(select, outer);
                    case ParenthesedInsert insert -> queries.sources().changes().insert(insert.getInsert());
                    case ParenthesedUpdate update -> queries.sources().changes().update(update.getUpdate());
                    case ParenthesedDelete delete -> queries.sources().changes().delete(delete.getDelete());
                    default -> throw new Unread("a kind of WITH query");
                };
        return Relation.of(name, columns).renamed(aliases);
    }

    /// The columns of a recursive query: those of its first branch, until reading the whole adds nothing more.
    private Relation fixed(WithItem<?> item, String name, List<String> aliases, Ctes visible, @Nullable Scope outer) {
        boolean union = item.getParenthesedStatement() instanceof ParenthesedSelect select
                && select.getSelect() instanceof SetOperationList;
        if (!union) {
            return body(item, name, aliases, outer);
        }
        ParenthesedSelect select = (ParenthesedSelect) item.getParenthesedStatement();
        SetOperationList list = (SetOperationList) select.getSelect();
        Names.Mark mark = names.mark();
        Relation known = Relation.of(name, queries.columns(list.getSelects().getFirst(), outer))
                .renamed(aliases);
        for (int round = 0; round < ROUNDS; round++) {
            visible.put(name, known);
            names.reset(mark);
            Relation next = body(item, name, aliases, outer);
            if (next.equals(known)) {
                return known;
            }
            known = next;
        }
        throw new Unread("a recursion without end");
    }
}
