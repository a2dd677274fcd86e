package dev.gatehouse.journal;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Appends whose end a test waits for.
final class Appends {
    static final JournalSettings QUIET = new JournalSettings(4, false);

    private Appends() {}

    static EntryIndex append(Journal journal, String entry, Durability durability) {
        return settled(journal.append(bytes(entry), durability));
    }

    static EntryIndex settled(CompletionStage<EntryIndex> appended) {
        return appended.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
