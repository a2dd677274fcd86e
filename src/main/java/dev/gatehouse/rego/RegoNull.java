package dev.gatehouse.rego;

/// The null of JSON, which is a value and not undefined.
public enum RegoNull implements RegoValue {
    NULL;

    @Override
    public String typeName() {
        return "null";
    }

    @Override
    public String toString() {
        return "null";
    }
}
