package dev.gatehouse.inventory;

import java.util.Collection;

/// What a look at a table rests on.
///
/// @param cells that were not empty, of each column as many as are enough at most
/// @param thin whether more may come of a column than was seen
record Basis(int cells, boolean thin) {
    /// What so many cells of a column are may change only by much more.
    static final int ENOUGH = 50;

    /// Nothing was seen to its end.
    static final Basis NONE = new Basis(0, true);

    /// @param columns how many cells each has shown
    static Basis of(Collection<Integer> columns) {
        int all = 0;
        for (int cells : columns) {
            all += Math.min(cells, ENOUGH);
        }
        return new Basis(all, all < columns.size() * ENOUGH);
    }
}
