package dev.gatehouse.audit;

/// A text as it stands on the record.
///
/// @param replaced whether it is not the text that was sent, because something in it may not be seen
public record RecordedText(String sql, boolean replaced) {
    public static RecordedText asSent(String sql) {
        return new RecordedText(sql, false);
    }

    public static RecordedText of(String sent, String shown) {
        return new RecordedText(shown, !shown.equals(sent));
    }
}
