package dev.gatehouse.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoValue;

/// Claims as Rego values. Errors: `IllegalArgumentException` for what is not a JSON value, `ArithmeticException`
/// for a number out of Rego's bounds; both refuse the login.
final class ClaimValues {
    private ClaimValues() {}

    static RegoValue of(Object claim) {
        return switch (claim) {
            case String text -> RegoValue.of(text);
            case Boolean bool -> RegoValue.of(bool.booleanValue());
            case Integer number -> RegoValue.of(number.longValue());
            case Long number -> RegoValue.of(number.longValue());
            case Number number -> RegoNumber.of(new BigDecimal(number.toString()));
            case List<?> list -> {
                RegoArray.Builder array = RegoArray.builder();
                list.forEach(item -> array.add(of(item)));
                yield array.build();
            }
            case Map<?, ?> map -> {
                RegoObject.Builder object = RegoObject.builder();
                map.forEach((name, value) -> object.put(String.valueOf(name), of(value)));
                yield object.build();
            }
            default -> throw new IllegalArgumentException("a claim of type " + claim.getClass());
        };
    }
}
