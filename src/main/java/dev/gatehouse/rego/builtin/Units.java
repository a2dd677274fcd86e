package dev.gatehouse.rego.builtin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoValue;

/// `units.parse` and `units.parse_bytes`: `10K`, `1.5GiB`, `100m`.
final class Units {
    private static final Pattern AMOUNT =
            Pattern.compile("([0-9.+-]*(?:[eE][+-]?\\d[0-9.+-]*)?)([^0-9.].*)?", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final String PREFIXES = "kmgtpe";
    private static final int DECIMALS = 10;

    private Units() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("units.parse", 1, Shape.string(Units::parse))
                .add("units.parse_bytes", 1, Shape.string(Units::parseBytes))
                .entries();
    }

    private record Amount(BigDecimal number, String unit) {}

    private static @Nullable Amount amount(BuiltinCall call, String text) {
        var bare = text.replace("\"", "");
        var matcher = AMOUNT.matcher(bare);
        boolean sane = bare.length() <= RegoNumber.MAX_DIGITS && bare.indexOf(' ') < 0 && matcher.matches();
        if (!sane || !NUMBER.matcher(matcher.group(1)).matches()) {
            call.failed("no amount, or one that is no number");
            return null;
        }
        var unit = matcher.group(2);
        return new Amount(new BigDecimal(matcher.group(1)), unit == null ? "" : unit);
    }

    /// The first letter tells milli from mega; the rest may be in any case.
    private static @Nullable RegoValue parse(BuiltinCall call, String text) {
        var amount = amount(call, text);
        if (amount == null) {
            return null;
        }
        var factor = factor(amount.unit());
        if (factor == null) {
            return call.failed("unit not recognized");
        }
        var exact = amount.number().multiply(factor);
        boolean whole = exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0;
        return Arithmetic.bounded(call, whole ? exact : exact.setScale(DECIMALS, RoundingMode.HALF_UP));
    }

    private static @Nullable BigDecimal factor(String unit) {
        if (unit.isEmpty()) {
            return BigDecimal.ONE;
        }
        if (unit.equals("m")) {
            return new BigDecimal("0.001");
        }
        int power = PREFIXES.indexOf(Character.toLowerCase(unit.charAt(0))) + 1;
        var rest = unit.substring(1).toLowerCase(Locale.ROOT);
        return power == 0 ? null : scale(power, rest);
    }

    private static @Nullable BigDecimal scale(int power, String rest) {
        return switch (rest) {
            case "" -> BigDecimal.TEN.pow(3 * power);
            case "i" -> BigDecimal.TWO.pow(10 * power);
            default -> null;
        };
    }

    /// Case does not matter, a `b` may follow, and fractions of a byte are cut off.
    private static @Nullable RegoValue parseBytes(BuiltinCall call, String text) {
        var amount = amount(call, text.toLowerCase(Locale.ROOT));
        if (amount == null) {
            return null;
        }
        var unit = amount.unit();
        int power = unit.isEmpty() ? 0 : PREFIXES.indexOf(unit.charAt(0)) + 1;
        var rest = unit.isEmpty() ? "" : unit.substring(1);
        var factor = unit.isEmpty()
                ? BigDecimal.ONE
                : power == 0 ? null : scale(power, rest.endsWith("b") ? rest.substring(0, rest.length() - 1) : rest);
        return factor == null
                ? call.failed("byte unit not recognized")
                : Arithmetic.bounded(call, amount.number().multiply(factor).setScale(0, RoundingMode.DOWN));
    }
}
