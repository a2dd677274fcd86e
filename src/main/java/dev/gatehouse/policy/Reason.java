package dev.gatehouse.policy;

/// What a rule says about its verdict.
///
/// @param rule the rule's name, such as `destructive/drop`
/// @param message one line for people and models: what, why, what to do
public record Reason(String rule, String message) {
    private static final int MOST_CHARS = 2_000;

    public Reason {
        rule = oneLine(rule, 200);
        message = oneLine(message, MOST_CHARS);
    }

    private static String oneLine(String text, int most) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), most));
        text.codePoints().limit(most).forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return line.toString().strip();
    }
}
