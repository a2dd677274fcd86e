package dev.gatehouse.rego;

import java.util.Comparator;

/// A value of the Rego language: immutable, exact, comparable with every other value.
///
/// Equality is OPA's: `1` and `1.0` are one number, sets and objects do not know an order of insertion. [#ORDER] is
/// OPA's total order: null, booleans, numbers, strings (by code point), arrays, objects, sets. Threads: any.
public sealed interface RegoValue
        permits RegoNull, RegoBoolean, RegoNumber, RegoString, RegoArray, RegoObject, RegoSet {
    /// OPA's total order; consistent with equals.
    Comparator<RegoValue> ORDER = RegoOrder::compare;

    long MAX_WEIGHT = 1L << 60;

    static RegoValue nil() {
        return RegoNull.NULL;
    }

    static RegoBoolean of(boolean value) {
        return RegoBoolean.of(value);
    }

    static RegoNumber of(long value) {
        return RegoNumber.of(value);
    }

    static RegoString of(String value) {
        return RegoString.of(value);
    }

    /// The name `type_name` gives: `null`, `boolean`, `number`, `string`, `array`, `object`, `set`.
    String typeName();

    /// What walking all of it costs: one for each value, parts that are shared counted wherever they are held, and
    /// one for every sixteen characters. Known when asked; stays at [#MAX_WEIGHT] once it is there.
    long weight();
}
