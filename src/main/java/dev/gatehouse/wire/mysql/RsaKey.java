package dev.gatehouse.wire.mysql;

import java.util.concurrent.CompletableFuture;

/// The process's one RSA key for clients in the clear, made when the first of them asks. Threads: any.
final class RsaKey {
    private RsaKey() {}

    /// Completes on any thread, after seconds the first time.
    static CompletableFuture<RsaPasswordExchange> get() {
        return Holder.KEY;
    }

    private static final class Holder {
        static final CompletableFuture<RsaPasswordExchange> KEY =
                CompletableFuture.supplyAsync(RsaPasswordExchange::generate);
    }
}
