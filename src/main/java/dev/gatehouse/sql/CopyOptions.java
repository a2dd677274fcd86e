package dev.gatehouse.sql;

/// How a `COPY … TO STDOUT` asks for its lines to be written (PostgreSQL's manual, "COPY").
///
/// @param nullText a cell that is NULL, as it stands in a line
/// @param quote means something for [Form#CSV] only, as `escape` does
/// @param understood whether these are the options for certain; else nothing can be said of the lines
public record CopyOptions(
        Form form, char delimiter, String nullText, char quote, char escape, boolean header, boolean understood) {
    public enum Form {
        TEXT,
        CSV,
        BINARY
    }

    /// What nobody can read.
    public static final CopyOptions UNKNOWN = new CopyOptions(Form.BINARY, '\0', "", '\0', '\0', false, false);
}
