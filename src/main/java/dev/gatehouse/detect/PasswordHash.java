package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;

/// The hash of a password as systems store it: crypt(3)'s `$id$…` forms, Argon2, PBKDF2, PostgreSQL's SCRAM and
/// MD5, MySQL's native one.
final class PasswordHash {
    private static final byte[] SCRAM = "SCRAM-SHA-256".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PBKDF2 = "pbkdf2".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ARGON2 = "argon2".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SCRYPT = "scrypt".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MD5 = "md5".getBytes(StandardCharsets.US_ASCII);
    private static final int BCRYPT_LENGTH = 60;
    private static final int LEAST = 24;

    private PasswordHash() {}

    /// @param word where a word begins that a digit belongs to
    /// @param wordEnd where it ends
    /// @return where the scan goes on, or -1 if there is no hash
    static int find(Findings findings, int word, int wordEnd) {
        byte[] text = findings.text;
        boolean dollar = word > findings.from && text[word - 1] == '$';
        int start = dollar ? word - 1 : word;
        int end = dollar ? dollarForm(text, word, findings.to) : named(text, findings.from, word, wordEnd, findings.to);
        if (end < 0) {
            return -1;
        }
        boolean star = !dollar && start > findings.from && text[start - 1] == '*';
        return findings.add(star ? start - 1 : start, end, SensitiveKind.PASSWORD);
    }

    private static int dollarForm(byte[] text, int id, int to) {
        int idEnd = id;
        while (idEnd < to && (ByteClass.isAlnum(text[idEnd]) || text[idEnd] == '-')) {
            idEnd++;
        }
        if (idEnd == to || text[idEnd] != '$' || idEnd == id) {
            return -1;
        }
        if (text[id] == '2' && idEnd - id <= 2) {
            return bodyEnd(text, idEnd, Math.min(to, id - 1 + BCRYPT_LENGTH), false) - id + 1 == BCRYPT_LENGTH
                    ? id - 1 + BCRYPT_LENGTH
                    : -1;
        }
        boolean argon = starts(text, id, to, ARGON2);
        boolean crypt = idEnd - id == 1 && "1567y".indexOf(text[id]) >= 0;
        if (!argon && !crypt && !starts(text, id, to, PBKDF2) && !starts(text, id, to, SCRYPT)) {
            return -1;
        }
        int end = bodyEnd(text, argon ? parametersEnd(text, idEnd, to) : idEnd, to, true);
        return end - id >= LEAST ? end : -1;
    }

    /// Argon2's `$v=19$m=65536,t=3,p=4`, the only place where a comma may stand.
    private static int parametersEnd(byte[] text, int at, int to) {
        int end = at;
        int dollars = 0;
        while (end < to && dollars < 3) {
            byte b = text[end];
            if (!ByteClass.isAlnum(b) && b != '=' && b != ',' && b != '$') {
                return end;
            }
            dollars += b == '$' ? 1 : 0;
            end++;
        }
        return end;
    }

    private static int bodyEnd(byte[] text, int at, int to, boolean trimmed) {
        int end = at;
        while (end < to && (ByteClass.is(text[end], ByteClass.TOKEN) || text[end] == '$' || text[end] == '=')) {
            end++;
        }
        int hash = end;
        while (hash > at && text[hash - 1] != '$') {
            hash--;
        }
        int count = end - hash;
        boolean whole = count == 22 || count == 43 || count == 86; // of MD5, SHA-256 and SHA-512 in crypt(3)
        return trimmed && !whole && end > at && text[end - 1] == '.' ? end - 1 : end;
    }

    private static int named(byte[] text, int from, int word, int wordEnd, int to) {
        boolean dollar = wordEnd < to && text[wordEnd] == '$';
        if (dollar && starts(text, word, to, SCRAM)) {
            return scramEnd(text, wordEnd, to);
        }
        if (dollar && starts(text, word, to, PBKDF2)) {
            int end = bodyEnd(text, wordEnd, to, true);
            return end - word >= LEAST ? end : -1;
        }
        if (wordEnd - word == 35 && starts(text, word, to, MD5)) {
            return hexEnd(text, word + 3, wordEnd) == wordEnd ? wordEnd : -1;
        }
        boolean star = word > from && text[word - 1] == '*';
        return star && wordEnd - word == 40 && hexEnd(text, word, wordEnd) == wordEnd ? wordEnd : -1;
    }

    /// `$iterations:salt$stored:server`, in base64.
    private static int scramEnd(byte[] text, int at, int to) {
        int end = at;
        while (end < to && (ByteClass.isAlnum(text[end]) || "$:+/=".indexOf(text[end]) >= 0)) {
            end++;
        }
        return end - at >= LEAST ? text[end - 1] == ':' ? end - 1 : end : -1;
    }

    private static int hexEnd(byte[] text, int at, int to) {
        int end = at;
        while (end < to && Entropy.isHex(text[end])) {
            end++;
        }
        return end;
    }

    private static boolean starts(byte[] text, int at, int to, byte[] prefix) {
        return at + prefix.length <= to && ProviderKeys.starts(text, at, prefix);
    }
}
