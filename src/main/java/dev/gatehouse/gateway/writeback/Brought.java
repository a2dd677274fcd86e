package dev.gatehouse.gateway.writeback;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.gatehouse.sql.Overwrite;

/// The values that a statement brings, in its text and beside it, as far as they may come from a mask. Threads:
/// any.
public interface Brought {
    /// Whether one looks like nothing but a masked value: see [WriteBack].
    boolean looksMasked();

    /// Whether one may have stars within, as findings leave them.
    boolean mayBeStarred();

    /// What it puts in the place of values; empty where that cannot be told.
    Optional<List<Overwrite>> overwrites();

    /// The forms of masked values that a parameter has: see [MaskedForms].
    int formsOfParameter(int index);

    /// Whether `column` may get a value of one of these `forms` in the place of what it holds.
    ///
    /// @param written all columns that the statement writes, in lower case: an assignment to none of them is one
    ///     through a view that calls them otherwise, and may be to any
    default boolean overwrites(String column, int forms, Set<String> written) {
        List<Overwrite> all = overwrites().orElse(null);
        return all == null
                || all.stream()
                        .filter(each -> each.concerns(column) || Collections.disjoint(each.columns(), written))
                        .flatMap(each -> each.values().stream())
                        .anyMatch(value -> (forms(value) & forms) != 0);
    }

    private int forms(Overwrite.Value value) {
        return switch (value) {
            case Overwrite.Value.Constant(String text) -> TextForms.of(text);
            case Overwrite.Value.Null() -> MaskedForms.NULL;
            case Overwrite.Value.Parameter(int index) -> formsOfParameter(index);
            case Overwrite.Value.Unread() -> MaskedForms.ANY;
        };
    }
}
