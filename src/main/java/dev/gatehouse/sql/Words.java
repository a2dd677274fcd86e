package dev.gatehouse.sql;

import java.util.Set;

/// Lists of words as the manuals of the servers have them: apart by white space.
public final class Words {
    private Words() {}

    public static Set<String> of(String list) {
        return Set.of(list.strip().split("\\s+"));
    }
}
