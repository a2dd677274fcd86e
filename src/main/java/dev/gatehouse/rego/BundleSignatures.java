package dev.gatehouse.rego;

final class BundleSignatures {
    static final String NAME = ".signatures.json";

    private BundleSignatures() {}
}
