package dev.gatehouse.rego;

/// True or false.
public enum RegoBoolean implements RegoValue {
    FALSE,
    TRUE;

    public static RegoBoolean of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public boolean isTrue() {
        return this == TRUE;
    }

    @Override
    public String typeName() {
        return "boolean";
    }

    @Override
    public long weight() {
        return 1;
    }

    @Override
    public String toString() {
        return this == TRUE ? "true" : "false";
    }
}
