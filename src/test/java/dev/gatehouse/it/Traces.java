package dev.gatehouse.it;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Looks for sensitive values in what a client has received, as they are and as functions of the server encode
/// them.
final class Traces {
    private final List<String> forms = new ArrayList<>();

    Traces(List<String> values) {
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            forms.add(value);
            forms.add(value.toUpperCase(Locale.ROOT));
            forms.add(new StringBuilder(value).reverse().toString());
            forms.add(HexFormat.of().formatHex(bytes));
            forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
            forms.add(HexFormat.ofDelimiter(" ").formatHex(bytes));
            forms.add(value.replace("-", "\\u002d"));
            forms.add(value.replace("\"", "\\\""));
            forms.add(value.replace("\"", "&quot;"));
            forms.add(String.join("\0", value.split(""))); // in wide characters
            forms.add(octal(bytes));
            forms.add(Base64.getEncoder().encodeToString(bytes));
            for (int before = 0; before < 3; before++) { // in the midst of an encoded text
                byte[] shifted = new byte[before + bytes.length / 3 * 3];
                System.arraycopy(bytes, 0, shifted, before, bytes.length / 3 * 3);
                String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                int from = before == 0 ? 0 : 4;
                forms.add(encoded.substring(
                        from,
                        Math.max(from + 8, encoded.length() / 4 * 4) > encoded.length()
                                ? encoded.length()
                                : encoded.length() / 4 * 4));
            }
        }
        forms.removeIf(form -> form.length() < 6);
    }

    private static String octal(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            text.append(String.format("\\%03o", each));
        }
        return text.toString();
    }

    /// The first form found; empty for none.
    String in(byte[] heard) {
        String text = new String(heard, StandardCharsets.ISO_8859_1);
        for (String form : forms) {
            if (text.contains(form)) {
                return form;
            }
        }
        return "";
    }
}
