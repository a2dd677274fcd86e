package dev.gatehouse.wire.mysql;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/// The prepared statements of one session by the server's number.
final class PreparedStatements {
    /// MariaDB's clients mean "the one prepared last" by it, and send it before they know the number.
    private static final int LAST = -1;

    private final int limit;
    private final Map<Integer, PreparedStatement> statements = new HashMap<>();
    private @Nullable PreparedStatement last;

    PreparedStatements(int limit) {
        this.limit = limit;
    }

    boolean isFull() {
        return statements.size() >= limit;
    }

    void add(PreparedStatement statement) {
        statements.put(statement.id, statement);
        last = statement;
    }

    /// A preparation failed or was refused, so that no statement is the last one.
    void forgetLast() {
        last = null;
    }

    @Nullable
    PreparedStatement find(int id) {
        return id == LAST ? last : statements.get(id);
    }

    @Nullable
    PreparedStatement remove(int id) {
        PreparedStatement removed = find(id);
        if (removed != null) {
            statements.remove(removed.id);
            if (removed == last) {
                last = null;
            }
        }
        return removed;
    }

    /// Forgets all; `each` sees each of them once.
    void clear(Consumer<PreparedStatement> each) {
        statements.values().forEach(each);
        statements.clear();
        last = null;
    }
}
