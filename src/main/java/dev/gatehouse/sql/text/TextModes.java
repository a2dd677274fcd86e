package dev.gatehouse.sql.text;

import dev.gatehouse.sql.Dialect;
import dev.gatehouse.sql.Lexed;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Tokens;
import dev.gatehouse.sql.Written;

/// The server and the settings of a session, as far as they say how its texts are cut and written anew.
public interface TextModes {
    Dialect dialect();

    Lexed lex(String sql);

    /// What the string at `token` stands for.
    String value(Tokens tokens, int token);

    /// The query or change of rows in `[from, to)` in canonical words.
    Written write(Statement s, int from, int to);

    /// The modes in which the server writes definitions, whatever the session says.
    TextModes forDefinitions();
}
