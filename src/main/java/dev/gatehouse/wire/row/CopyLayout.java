package dev.gatehouse.wire.row;

/// How the lines of a copy are written, as its statement asked for (PostgreSQL's manual, "COPY", "File Formats").
///
/// @param form of the lines; the rest means nothing for [Form#BINARY]
/// @param delimiter between cells, one byte
/// @param nullText a cell that is NULL, as it stands in a line, never quoted
/// @param quote around cells that need it, one byte; [Form#CSV] only
/// @param escape in front of a quote in a quoted cell, one byte; [Form#CSV] only
/// @param header whether the first line has the columns' names
public record CopyLayout(Form form, byte delimiter, String nullText, byte quote, byte escape, boolean header) {
    public enum Form {
        TEXT,
        CSV,
        BINARY
    }

    /// What a statement gets that asks for nothing.
    public static final CopyLayout PLAIN_TEXT =
            new CopyLayout(Form.TEXT, (byte) '\t', "\\N", (byte) '"', (byte) '"', false);

    public static final CopyLayout BINARY = new CopyLayout(Form.BINARY, (byte) 0, "", (byte) 0, (byte) 0, false);
}
