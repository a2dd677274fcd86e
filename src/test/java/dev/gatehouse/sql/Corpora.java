package dev.gatehouse.sql;

import java.util.List;

/// The corpora, for tests of the packages below this one.
public final class Corpora {
    private Corpora() {}

    public static List<String> statements(String name) {
        return Corpus.statements(name);
    }
}
