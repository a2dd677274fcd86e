package dev.gatehouse.sql.mysql;

/// How the server compares the names of variables and parameters: character by character, and letters that differ
/// in case or in what stands above or below them are the same (`utf8mb3_general_ci`).
final class LocalNames {
    private LocalNames() {}

    /// Whether the server may take one for the other. True for too many of those with other letters than ASCII's:
    /// any of them stands for any character.
    static boolean maySame(String one, String other) {
        int length = one.length(); // names have no characters of two units
        if (length != other.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a < 0x80 && b < 0x80 && Character.toLowerCase(a) != Character.toLowerCase(b)) {
                return false;
            }
        }
        return true;
    }
}
