package dev.gatehouse.mask;

import java.util.regex.Pattern;

import dev.gatehouse.wire.Secret;

/// The key of `hash` masks (HMAC-SHA-256). To rotate it, give the next key another id: values of both can be told
/// apart where they are text.
///
/// @param id shown in hashed texts: 1 to 8 lower-case letters and digits
/// @param bytes at least 16
public record HashKey(String id, Secret bytes) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,8}");
    private static final int LEAST_BYTES = 16;

    public HashKey {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("the id of a hash key is 1 to 8 lower-case letters and digits");
        }
        if (bytes.bytes().length < LEAST_BYTES) {
            throw new IllegalArgumentException("a hash key has at least " + LEAST_BYTES + " bytes");
        }
    }
}
