package dev.gatehouse.rego.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

import dev.gatehouse.rego.RegoString;

/// What each verb of Go's `fmt` makes of a whole number, a floating-point number or a string.
final class GoVerbs {
    private static final int SHORTEST = -1;

    /// More digits behind the point than any floating-point number has; what follows them is zeros.
    private static final int MEANT = 1_100;

    private GoVerbs() {}

    static String whole(BigInteger value, int verb, GoSpec spec, boolean isLong) {
        return switch (verb) {
            case 'v', 'd' -> digits(value, 10, "", spec);
            case 'b' -> digits(value, 2, spec.sharp ? "0b" : "", spec);
            case 'o' -> digits(value, 8, spec.sharp ? "0" : "", spec);
            case 'O' -> digits(value, 8, "0o", spec);
            case 'x' -> digits(value, 16, spec.sharp ? "0x" : "", spec);
            case 'X' -> digits(value, 16, spec.sharp ? "0X" : "", spec).toUpperCase(Locale.ROOT);
            case 'c' -> isLong ? spec.pad(character(value)) : bad(verb, "*big.Int", value.toString());
            case 'q' -> isLong ? spec.pad("'" + character(value) + "'") : bad(verb, "*big.Int", value.toString());
            case 'U' ->
                isLong
                        ? spec.padWithSpaces(String.format(Locale.ROOT, "U+%04X", value.longValue()))
                        : bad(verb, "*big.Int", value.toString());
            case 's' -> isLong ? bad(verb, "int64", value.toString()) : digits(value, 10, "", spec);
            default -> bad(verb, isLong ? "int64" : "big.Int", value.toString());
        };
    }

    private static String digits(BigInteger value, int radix, String prefix, GoSpec spec) {
        var digits = value.abs().toString(radix);
        if (spec.precision >= 0) {
            if (spec.precision == 0 && value.signum() == 0) {
                return spec.padWithSpaces("");
            }
            digits = "0".repeat(Math.max(0, spec.precision - digits.length())) + digits;
            return spec.padWithSpaces(spec.sign(value.signum() < 0) + prefix + digits);
        }
        return spec.padNumber(spec.sign(value.signum() < 0) + prefix, digits);
    }

    private static String character(BigInteger value) {
        boolean valid = value.bitLength() <= 21 && Character.isValidCodePoint(value.intValue());
        return Character.toString(valid ? value.intValue() : 0xFFFD);
    }

    static String floating(double value, int verb, GoSpec spec) {
        var magnitude = BigDecimal.valueOf(Math.abs(value));
        var text =
                switch (verb) {
                    case 'v' -> general(magnitude, spec.precision, 21);
                    case 'g' -> general(magnitude, spec.precision, spec.precision < 0 ? 21 : spec.precision);
                    case 'G' ->
                        general(magnitude, spec.precision, spec.precision < 0 ? 21 : spec.precision)
                                .toUpperCase(Locale.ROOT);
                    case 'f', 'F' -> fixed(exact(value), spec.precision < 0 ? 6 : spec.precision);
                    case 'e' -> exponent(exact(value), spec.precision < 0 ? 6 : spec.precision);
                    case 'E' ->
                        exponent(exact(value), spec.precision < 0 ? 6 : spec.precision)
                                .toUpperCase(Locale.ROOT);
                    default -> null;
                };
        return text == null
                ? bad(verb, "float64", (value < 0 ? "-" : "") + general(magnitude, SHORTEST, 21))
                : spec.padNumber(spec.sign(value < 0), text);
    }

    private static BigDecimal exact(double value) {
        return new BigDecimal(Math.abs(value));
    }

    private static String fixed(BigDecimal magnitude, int decimals) {
        int meant = Math.min(decimals, MEANT);
        var text = magnitude.setScale(meant, RoundingMode.HALF_EVEN).toPlainString();
        return text + "0".repeat(decimals - meant);
    }

    /// `d.ddde±dd`, at least two digits in the exponent.
    private static String exponent(BigDecimal magnitude, int decimals) {
        if (magnitude.signum() == 0) {
            return fixed(BigDecimal.ZERO, decimals) + "e+00";
        }
        int meant = Math.min(decimals, MEANT);
        var rounded = magnitude.round(new java.math.MathContext(meant + 1, RoundingMode.HALF_EVEN));
        int power = rounded.precision() - rounded.scale() - 1;
        var mantissa = rounded.movePointLeft(power).setScale(meant, RoundingMode.HALF_EVEN);
        return mantissa.toPlainString()
                + "0".repeat(decimals - meant)
                + (power < 0 ? "e-" : "e+")
                + (Math.abs(power) < 10 ? "0" : "")
                + Math.abs(power);
    }

    /// The shorter of both forms: with an exponent below -4 and from `limit` on.
    private static String general(BigDecimal magnitude, int precision, int limit) {
        int digits = Math.max(precision, 1);
        var value = precision < 0
                ? magnitude.stripTrailingZeros()
                : magnitude
                        .round(new java.math.MathContext(digits, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros();
        int power = value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
        if (power < -4 || power >= Math.max(limit, 1)) {
            return exponent(value, value.precision() - 1);
        }
        return value.toPlainString();
    }

    static String string(String value, int verb, GoSpec spec) {
        return switch (verb) {
            case 'v', 's' -> spec.pad(cut(value, spec.precision));
            case 'q' -> spec.pad(quoted(cut(value, spec.precision)));
            case 'x' -> spec.pad(hex(value, spec));
            case 'X' -> spec.pad(hex(value, spec).toUpperCase(Locale.ROOT));
            default -> bad(verb, "string", value);
        };
    }

    private static String quoted(String value) {
        return RegoText.quoted(RegoString.of(value));
    }

    private static String hex(String value, GoSpec spec) {
        var hex = HexFormat.ofDelimiter(spec.space ? " " : "").formatHex(value.getBytes(StandardCharsets.UTF_8));
        return spec.sharp ? "0x" + hex : hex;
    }

    private static String cut(String value, int precision) {
        return precision >= 0 && precision < value.codePointCount(0, value.length())
                ? value.substring(0, value.offsetByCodePoints(0, precision))
                : value;
    }

    private static String bad(int verb, String type, String value) {
        return "%!" + Character.toString(verb) + "(" + type + "=" + value + ")";
    }
}
