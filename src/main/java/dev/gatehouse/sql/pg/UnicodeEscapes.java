package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;

/// Finds the `UESCAPE 'c'` behind a `U&` token and makes it a mark of that token, as the server's parser does.
final class UnicodeEscapes {
    private UnicodeEscapes() {}

    static void mark(String text, Tokens.Builder tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            if (!unicode(text, tokens.start(i))) {
                continue;
            }
            int word = significant(tokens, i + 1);
            int character = significant(tokens, word + 1);
            if (character < tokens.size()
                    && tokens.kind(word) == TokenKind.WORD
                    && Ascii.lower(text.substring(tokens.start(word), tokens.end(word)))
                            .equals("uescape")
                    && tokens.kind(character) == TokenKind.STRING) {
                tokens.recast(word, TokenKind.MARK);
                tokens.recast(character, TokenKind.MARK);
            }
        }
    }

    static boolean unicode(String text, int start) {
        return start + 2 < text.length()
                && (text.charAt(start) | 0x20) == 'u'
                && text.charAt(start + 1) == '&'
                && (text.charAt(start + 2) == '\'' || text.charAt(start + 2) == '"');
    }

    private static int significant(Tokens.Builder tokens, int from) {
        int i = from;
        while (i < tokens.size() && tokens.kind(i).trivia()) {
            i++;
        }
        return i;
    }
}
