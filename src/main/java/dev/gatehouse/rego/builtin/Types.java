package dev.gatehouse.rego.builtin;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoNull;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// Asking for a value's type and turning it into another.
final class Types {
    private static final int MAX_NUMBER_LENGTH = 512;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private static final Pattern NO_NUMBER = Pattern.compile("[+-]*(?i:inf|infinity|nan)");

    private Types() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("is_number", 1, is(RegoNumber.class))
                .add("is_string", 1, is(RegoString.class))
                .add("is_boolean", 1, is(RegoBoolean.class))
                .add("is_array", 1, is(RegoArray.class))
                .add("is_set", 1, is(RegoSet.class))
                .add("is_object", 1, is(RegoObject.class))
                .add("is_null", 1, is(RegoNull.class))
                .add("type_name", 1, (_, of) -> RegoString.of(of[0].typeName()))
                .add("to_number", 1, Types::toNumber)
                .add("cast_array", 1, Types::castArray)
                .add("cast_set", 1, Types::castSet)
                .add("cast_string", 1, same(RegoString.class, "string"))
                .add("cast_boolean", 1, same(RegoBoolean.class, "boolean"))
                .add("cast_null", 1, same(RegoNull.class, "null"))
                .add("cast_object", 1, same(RegoObject.class, "object"))
                .entries();
    }

    private static Builtin is(Class<? extends RegoValue> type) {
        return (_, of) -> RegoBoolean.of(type.isInstance(of[0]));
    }

    private static Builtin same(Class<? extends RegoValue> type, String name) {
        return (call, of) -> type.isInstance(of[0]) ? of[0] : call.wrongType(1, name);
    }

    private static @Nullable RegoValue toNumber(BuiltinCall call, RegoValue[] of) {
        return switch (of[0]) {
            case RegoNull _ -> RegoNumber.of(0);
            case RegoBoolean bool -> RegoNumber.of(bool.isTrue() ? 1 : 0);
            case RegoNumber number -> number;
            case RegoString string -> number(call, string.value());
            case RegoArray _, RegoObject _, RegoSet _ -> call.wrongType(1, "null, boolean, number or string");
        };
    }

    private static @Nullable RegoValue number(BuiltinCall call, String text) {
        if (NO_NUMBER.matcher(text).matches()) {
            return call.wrongType(1, "valid number string");
        }
        if (text.length() > MAX_NUMBER_LENGTH || !NUMBER.matcher(text).matches()) {
            return call.failed("not a number");
        }
        try {
            return Arithmetic.bounded(call, new BigDecimal(text));
        } catch (NumberFormatException e) {
            return call.failed("not a number");
        }
    }

    private static @Nullable RegoValue castArray(BuiltinCall call, RegoValue[] of) {
        if (of[0] instanceof RegoArray) {
            return of[0];
        }
        if (!(of[0] instanceof RegoSet set)) {
            return call.wrongType(1, "array or set");
        }
        call.spend(set.size());
        var array = RegoArray.builder();
        set.forEach(array::add);
        return array.build();
    }

    private static @Nullable RegoValue castSet(BuiltinCall call, RegoValue[] of) {
        if (of[0] instanceof RegoSet) {
            return of[0];
        }
        if (!(of[0] instanceof RegoArray array)) {
            return call.wrongType(1, "array or set");
        }
        call.spend(array.size());
        return RegoSet.of(array.asList());
    }
}
