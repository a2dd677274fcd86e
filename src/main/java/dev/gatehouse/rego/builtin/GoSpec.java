package dev.gatehouse.rego.builtin;

/// Flags, width and precision of one verb. Width and precision are -1 when not given.
final class GoSpec {
    boolean minus;
    boolean plus;
    boolean sharp;
    boolean space;
    boolean zero;
    int width = -1;
    int precision = -1;

    boolean flag(char c) {
        switch (c) {
            case '-' -> {
                minus = true;
                zero = false;
            }
            case '+' -> plus = true;
            case '#' -> sharp = true;
            case ' ' -> space = true;
            case '0' -> zero = !minus;
            default -> {
                return false;
            }
        }
        return true;
    }

    String pad(String text) {
        return pad(text, zero && !minus ? '0' : ' ');
    }

    String padWithSpaces(String text) {
        return pad(text, ' ');
    }

    private String pad(String text, char with) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        var filling = String.valueOf(with).repeat(missing);
        return minus ? text + filling : filling + text;
    }

    String sign(boolean negative) {
        return negative ? "-" : plus ? "+" : space ? " " : "";
    }

    /// Zeros go between the sign and the digits.
    String padNumber(String sign, String digits) {
        if (zero && !minus && width > sign.length() + digits.length()) {
            return sign + "0".repeat(width - sign.length() - digits.length()) + digits;
        }
        return padWithSpaces(sign + digits);
    }
}
