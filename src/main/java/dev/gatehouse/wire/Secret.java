package dev.gatehouse.wire;

import java.util.Arrays;

/// Bytes that must not be shown: a password or a token. Its `toString` says nothing.
///
/// Ownership: takes the array; [#wipe] overwrites it.
public final class Secret {
    private final byte[] bytes;

    public Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The bytes themselves, not a copy.
    public byte[] bytes() {
        return bytes;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
