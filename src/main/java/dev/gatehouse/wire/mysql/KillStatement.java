package dev.gatehouse.wire.mysql;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `KILL [HARD|SOFT] [CONNECTION|QUERY] id`, alone in its text: it names a thread id that the client had from us,
/// so that it is ours to carry out, once the gate has let it. Any other form goes to the server like every
/// statement.
///
/// @param query only what the thread is doing ends, not the thread
record KillStatement(boolean query, long id) {
    private static final Pattern FORM = Pattern.compile(
            "\\s*KILL\\s+(?:(?:HARD|SOFT)\\s+)?(?:(CONNECTION|QUERY)\\s+)?(\\d{1,18})\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 80;

    static Optional<KillStatement> read(HeldStatement held) {
        String sql = held.sql();
        if (held.command() != MysqlCommand.QUERY && held.command() != MysqlCommand.PROCESS_KILL
                || sql.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(sql);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new KillStatement("QUERY".equalsIgnoreCase(matcher.group(1)), Long.parseLong(matcher.group(2))));
    }
}
