package dev.gatehouse.gateway.masking;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.gatehouse.gateway.reading.Sensitivity;
import dev.gatehouse.wire.ServerError;

/// What somebody reads of a server's errors and notices who sees values only masked. Codes are kept; words may
/// quote values, and are held against what is known of the statement ([Sensitivity]):
///
/// - nothing sensitive, and no code of other people: the words stay, as far as nothing is found in them;
/// - else by their code ([ErrorCodes]): words about names keep those that the client itself wrote; words about
///   values lose what they quote; what people have worded themselves goes.
///
/// Where other people's code may have run, it may have worded any error with any code: only sentences of the server
/// stay then. PostgreSQL says beside an error where in such code it arose; MySQL and MariaDB do not.
final class ErrorWords {
    static final String WITHHELD = "the server's words are not shown, since they may quote values that are masked here";

    /// What PostgreSQL itself says beside its errors, that quotes names alone.
    private static final List<String> PLAIN_DETAILS = List.of(
            "No function matches ",
            "No operator matches ",
            "No procedure matches ",
            "No aggregate function matches ",
            "Perhaps you meant ",
            "There is a column named ",
            "There is an entry for table ",
            "You will need to rewrite or cast the expression",
            "Use DROP ",
            "Could not choose a best candidate ");

    private final Sensitivity sensitivity;
    private final OwnWords own;
    private final UnaryOperator<String> scan;

    /// @param own what the client wrote
    /// @param scan replaces what is sensitive by its content
    ErrorWords(Sensitivity sensitivity, OwnWords own, UnaryOperator<String> scan) {
        this.sensitivity = sensitivity;
        this.own = own;
        this.scan = scan;
    }

    ServerError shown(ServerError error) {
        if (!sensitivity.isGuarded()) {
            return with(error, scan.apply(error.message()), scan.apply(error.detail()));
        }
        boolean others = (sensitivity.runsOthers() || sensitivity.opaque()) && !isPlain(error);
        return switch (ErrorCodes.of(error)) {
            case NAMES -> {
                String kept = own.kept(error.message());
                yield others && !ErrorCodes.isServers(Quoted.gone(error.message()))
                        ? with(error, WITHHELD, "")
                        : with(error, scan.apply(kept), plainDetail(error));
            }
            case VALUES -> {
                String gone = Quoted.gone(error.message());
                yield others && !ErrorCodes.isServers(gone)
                        ? with(error, WITHHELD, "")
                        : with(error, scan.apply(Quoted.withKey(error.message(), gone)), "");
            }
            case UNKNOWN -> with(error, WITHHELD, "");
        };
    }

    private static ServerError with(ServerError error, String message, String detail) {
        return new ServerError(error.code(), error.vendorCode(), message, detail);
    }

    /// Whether it did not arise in anything that people have made: only PostgreSQL tells.
    private static boolean isPlain(ServerError error) {
        return error.vendorCode() == 0
                && error.detail().lines().allMatch(line -> PLAIN_DETAILS.stream()
                        .anyMatch(line::startsWith));
    }

    private String plainDetail(ServerError error) {
        return isPlain(error) ? scan.apply(own.kept(error.detail())) : "";
    }

    /// The words that a client wrote, which an error may say back.
    ///
    /// @param sql its text
    /// @param names that it has chosen otherwise, such as that of the database
    record OwnWords(String sql, Set<String> names) {
        /// What servers name in quotes beside that: places in a statement.
        private static final Set<String> PLACES = Set.of(
                "field list",
                "where clause",
                "on clause",
                "order clause",
                "group statement",
                "having clause",
                "from clause",
                "SELECT",
                "INSERT",
                "UPDATE",
                "DELETE",
                "BY",
                "INTO",
                "ORDER BY",
                "GROUP BY");

        /// The text if it quotes nothing else; without anything quoted if it does.
        String kept(String message) {
            return Quoted.parts(message).stream().allMatch(this::isOwn) ? message : Quoted.gone(message);
        }

        private boolean isOwn(String part) {
            if (PLACES.contains(part) || isWritten(part)) {
                return true;
            }
            String[] names = part.split("\\.", -1);
            for (String name : names) {
                if (!this.names.contains(name) && !isWritten(name)) {
                    return false;
                }
            }
            return names.length > 1;
        }

        /// As a word, or words, of its own.
        private boolean isWritten(String part) {
            if (part.isEmpty()) {
                return true;
            }
            int length = part.length();
            for (int at = 0; at + length <= sql.length(); at++) {
                if (sql.regionMatches(true, at, part, 0, length)
                        && (at == 0 || !joins(sql.charAt(at - 1), part.charAt(0)))
                        && (at + length == sql.length() || !joins(part.charAt(length - 1), sql.charAt(at + length)))) {
                    return true;
                }
            }
            return false;
        }

        private static boolean joins(char left, char right) {
            return isOfWord(left) && isOfWord(right);
        }

        private static boolean isOfWord(char c) {
            return Character.isLetterOrDigit(c) || c == '_';
        }
    }
}
