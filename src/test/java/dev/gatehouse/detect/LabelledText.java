package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A text of the corpus in UTF-8, and what is sensitive in it.
///
/// @param form of the values or of the near miss, for reports
record LabelledText(String form, byte[] bytes, List<Label> labels) {
    /// Offsets in bytes, ends excluded. A finding must cover `from` to `to`, and may reach from `outerFrom` to
    /// `outerTo`.
    record Label(SensitiveKind kind, String form, int from, int to, int outerFrom, int outerTo) {}

    /// Puts a text together.
    static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private final List<Label> labels = new ArrayList<>();
        private String form = "";
        private int bytes;

        Builder plain(String more) {
            text.append(more);
            bytes += more.getBytes(StandardCharsets.UTF_8).length;
            return this;
        }

        Builder value(SensitiveValue value) {
            form = value.form();
            int outerFrom = bytes;
            int from = plain(value.before()).bytes;
            int to = plain(value.core()).bytes;
            int outerTo = plain(value.after()).bytes;
            labels.add(new Label(value.kind(), form, from, to, outerFrom, outerTo));
            return this;
        }

        LabelledText build() {
            return new LabelledText(form, text.toString().getBytes(StandardCharsets.UTF_8), List.copyOf(labels));
        }
    }

    static LabelledText harmless(String form, String text) {
        return new LabelledText(form, text.getBytes(StandardCharsets.UTF_8), List.of());
    }

    String part(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
