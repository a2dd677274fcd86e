package dev.gatehouse.rego;

/// A string; ordered by code point, not by UTF-16 unit.
public final class RegoString implements RegoValue {
    private static final RegoString EMPTY = new RegoString("");

    private final String value;

    private RegoString(String value) {
        this.value = value;
    }

    public static RegoString of(String value) {
        return value.isEmpty() ? EMPTY : new RegoString(value);
    }

    public String value() {
        return value;
    }

    @Override
    public String typeName() {
        return "string";
    }

    @Override
    public long weight() {
        return 1L + (value.length() >> 4);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof RegoString that && value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return RegoJson.print(this);
    }
}
