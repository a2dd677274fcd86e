package dev.gatehouse.rego;

/// How large a bundle may be: bytes as transferred, bytes and files unpacked.
public record BundleLimits(long packedBytes, long bytes, int files) {
    public static final BundleLimits STANDARD = new BundleLimits(32L << 20, 128L << 20, 10_000);
}
