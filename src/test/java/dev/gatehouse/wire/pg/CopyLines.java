package dev.gatehouse.wire.pg;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.row.CopyLayout;
import dev.gatehouse.wire.row.CopyLayout.Form;

/// The lines of a copy as the manual's "File Formats" describe them, written and read in the plainest way.
final class CopyLines {
    private final CopyLayout layout;
    private final char delimiter;
    private final char quote;
    private final char escape;

    CopyLines(CopyLayout layout) {
        this.layout = layout;
        this.delimiter = (char) layout.delimiter();
        this.quote = (char) layout.quote();
        this.escape = (char) layout.escape();
    }

    String line(List<@Nullable String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            line.append(column == 0 ? "" : delimiter);
            String cell = cells.get(column);
            line.append(cell == null ? layout.nullText() : written(cell, cells.size() == 1));
        }
        return line.append('\n').toString();
    }

    private String written(String cell, boolean alone) {
        if (layout.form() == Form.TEXT) {
            StringBuilder out = new StringBuilder();
            for (char each : cell.toCharArray()) {
                int control = "\b\f\n\r\t\013".indexOf(each);
                if (control >= 0) {
                    out.append('\\').append("bfnrtv".charAt(control));
                } else {
                    out.append(each == '\\' || each == delimiter ? "\\" : "").append(each);
                }
            }
            return out.toString();
        }
        boolean quoted = cell.equals(layout.nullText()) || alone && cell.equals("\\.");
        for (char each : cell.toCharArray()) {
            quoted |= each == delimiter || each == quote || each == '\n' || each == '\r';
        }
        if (!quoted) {
            return cell;
        }
        StringBuilder out = new StringBuilder().append(quote);
        for (char each : cell.toCharArray()) {
            out.append(each == quote || each == escape ? String.valueOf(escape) : "")
                    .append(each);
        }
        return out.append(quote).toString();
    }

    /// The cells of a line as they stand in it.
    List<String> raw(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean inside = false;
        String text = line.substring(0, line.length() - 1);
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
            if (layout.form() == Form.TEXT && each == '\\'
                    || inside && each == escape && (next == quote || next == escape)) {
                cell.append(each).append(next);
                at++;
            } else if (each == delimiter && !inside) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                inside ^= layout.form() == Form.CSV && each == quote;
                cell.append(each);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    /// Whether a line has these cells; one that is written as NULL is, is NULL.
    boolean readsAs(String line, List<@Nullable String> expected) {
        List<String> cells = raw(line);
        boolean same = line.endsWith("\n") && cells.size() == expected.size();
        for (int column = 0; same && column < cells.size(); column++) {
            String cell = expected.get(column);
            String read = read(cells.get(column));
            same = cell == null ? read == null : cell.equals(read == null ? layout.nullText() : read);
        }
        return same;
    }

    private @Nullable String read(String cell) {
        if (cell.equals(layout.nullText())) {
            return null;
        }
        boolean quoted = layout.form() == Form.CSV && !cell.isEmpty() && cell.charAt(0) == quote;
        if (layout.form() == Form.CSV && !quoted) {
            return cell;
        }
        StringBuilder out = new StringBuilder();
        int end = quoted ? cell.length() - 1 : cell.length();
        for (int at = quoted ? 1 : 0; at < end; at++) {
            char each = cell.charAt(at);
            if (quoted && each == escape && at + 1 < end) {
                out.append(cell.charAt(++at));
            } else if (!quoted && each == '\\') {
                char letter = cell.charAt(++at);
                int control = "bfnrtv".indexOf(letter);
                out.append(control < 0 ? letter : "\b\f\n\r\t\013".charAt(control));
            } else {
                out.append(each);
            }
        }
        return out.toString();
    }
}
