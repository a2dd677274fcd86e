package dev.gatehouse.rego;

/// The null of JSON, which is a value and not undefined.
public enum RegoNull implements RegoValue {
    NULL;

    @Override
    public String typeName() {
        return "null";
    }

    @Override
    public long weight() {
        return 1;
    }

    @Override
    public String toString() {
        return "null";
    }
}
