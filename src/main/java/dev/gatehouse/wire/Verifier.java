package dev.gatehouse.wire;

/// What a challenge can be checked against without knowing the password.
///
/// @param mechanism the protocol's name for the method, such as `caching_sha2_password`
/// @param material the stored form that this method needs; its shape is the method's own business
public record Verifier(String mechanism, Secret material) {}
