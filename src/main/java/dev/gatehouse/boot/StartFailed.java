package dev.gatehouse.boot;

import org.jspecify.annotations.Nullable;

/// The settings are sound and the gateway cannot be opened all the same; the message says why.
public final class StartFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public StartFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
