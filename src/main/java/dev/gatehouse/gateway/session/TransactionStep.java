package dev.gatehouse.gateway.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.StatementFacts;

/// What a text does to the transaction it runs in, where it is one statement of a plain form.
///
/// @param savepoint as the server names it; empty where there is none
record TransactionStep(Kind kind, String savepoint) {
    enum Kind {
        /// The text has nothing to do with transactions, or only begins one.
        NONE,
        COMMIT,
        ROLLBACK,
        SAVEPOINT,
        RELEASE,
        ROLLBACK_TO,
        /// It may do anything of the kind.
        UNKNOWN
    }

    static final TransactionStep NONE = new TransactionStep(Kind.NONE, "");
    static final TransactionStep UNKNOWN = new TransactionStep(Kind.UNKNOWN, "");

    private static final int MOST_NAME_BYTES = 63;
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[a-z_][a-z0-9_$]*)";
    private static final String CHAIN = "(?:\\s+(?:work|transaction))?(?:\\s+and\\s+(?:no\\s+)?chain)?";
    private static final Pattern BEGINS = plain("(?:begin|start\\s+transaction|set\\s)[^;]*");
    private static final Pattern COMMIT = plain("(?:commit|end)" + CHAIN);
    private static final Pattern ROLLBACK = plain("(?:rollback|abort)" + CHAIN);
    private static final Pattern SAVEPOINT = plain("savepoint\\s+" + NAME);
    private static final Pattern RELEASE = plain("release\\s+(?:savepoint\\s+)?" + NAME);
    private static final Pattern BACK =
            plain("rollback(?:\\s+(?:work|transaction))?\\s+to\\s+(?:savepoint\\s+)?" + NAME);

    private static Pattern plain(String form) {
        return Pattern.compile("\\s*" + form + "\\s*;?\\s*", Pattern.CASE_INSENSITIVE);
    }

    static TransactionStep of(String sql, List<StatementFacts> statements) {
        if (statements.stream().noneMatch(facts -> facts.kinds().contains("transaction"))) {
            return NONE;
        }
        if (BEGINS.matcher(sql).matches()) {
            return NONE;
        } else if (COMMIT.matcher(sql).matches()) {
            return new TransactionStep(Kind.COMMIT, "");
        } else if (ROLLBACK.matcher(sql).matches()) {
            return new TransactionStep(Kind.ROLLBACK, "");
        }
        return named(
                sql,
                Kind.SAVEPOINT,
                SAVEPOINT,
                named(sql, Kind.RELEASE, RELEASE, named(sql, Kind.ROLLBACK_TO, BACK, UNKNOWN)));
    }

    private static TransactionStep named(String sql, Kind kind, Pattern form, TransactionStep otherwise) {
        Matcher matcher = form.matcher(sql);
        if (!matcher.matches()) {
            return otherwise;
        }
        String name = matcher.group(1);
        if (name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
            return UNKNOWN; // the server cuts it
        }
        return new TransactionStep(
                kind,
                name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : Ascii.lower(name));
    }
}
