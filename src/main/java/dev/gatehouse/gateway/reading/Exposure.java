package dev.gatehouse.gateway.reading;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.gatehouse.gateway.session.FreeFunctions;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.StatementFacts;

/// How near the literals of a text come to sensitive values; what comes first shows most of them. Where it cannot
/// be told, they come near.
enum Exposure {
    /// None of them meets a sensitive column.
    APART,
    /// Sensitive columns are results only: what stands in a list of results may meet one.
    LISTED,
    /// Any may be a sensitive value, or be held against one.
    ALL,
    /// Nobody knows what is a value and what a name.
    UNREAD;

    /// What may tell results of sensitive columns and has no other use for them.
    private static final Set<String> SHOWING = Set.of("select", "explain", "declare", "copy-out");

    /// What has no columns to know of.
    private static final Set<String> WITHOUT_COLUMNS = Set.of(
            "transaction",
            "set",
            "show",
            "use",
            "discard",
            "deallocate",
            "listen",
            "unlisten",
            "close",
            "fetch",
            "lock",
            "kill",
            "maintenance");

    /// New columns have defaults, new users passwords, new functions whatever is in them.
    private static final Set<String> DEFINING = Set.of("schema", "privilege");

    private static final Set<String> RUNNING = Set.of("call", "do", "execute");
    private static final String OUTPUT = "output";

    /// Functions whose arguments are keys, or are worth hiding, or that keep, send or give back what only others
    /// know.
    private static final Pattern SECRETIVE =
            Pattern.compile("crypt|cipher|password|hmac|digest|(^|[._])(sha|md5|encode$|decode$|lo_|lowrite$)"
                    + "|notify|emit_message|current_setting");

    /// Words of what connects to other servers, and of variables that people make up.
    private static final Pattern CONNECTING = Pattern.compile(
            "passw|pwd|secret|identified|credential|auth|token|options|connection|subscription|mapping|init_");
    private static final Pattern OWN_VARIABLE = Pattern.compile("(?<!@)@(?!@)|^\\s*set\\b[^=@]*\\w\\s*\\.\\s*\\w");

    /// @param plain the text without its literals
    static Exposure of(Analysis analysis, String plain) {
        return switch (analysis) {
            case Analysis.NotUnderstood _ -> UNREAD;
            case Analysis.Understood(List<StatementFacts> statements, String _) -> of(statements, plain);
        };
    }

    private static Exposure of(List<StatementFacts> statements, String plain) {
        String words = plain.toLowerCase(Locale.ROOT);
        Exposure most = APART;
        for (StatementFacts facts : statements) {
            if (facts.opaque() || isOwnVariable(facts, words)) {
                return UNREAD;
            }
            Exposure next = isFree(facts) || isTold(facts, words) ? ALL : byColumns(facts);
            most = next.compareTo(most) > 0 ? next : most;
        }
        return most;
    }

    /// Whether values may go where no column shows them.
    private static boolean isFree(StatementFacts facts) {
        return facts.effects().stream().anyMatch(DEFINING::contains)
                        && !facts.kinds().contains("set")
                || facts.kinds().stream().anyMatch(RUNNING::contains)
                || facts.functions().stream()
                        .anyMatch(function -> FreeFunctions.isMade(function)
                                || SECRETIVE
                                        .matcher(function.toLowerCase(Locale.ROOT))
                                        .find())
                || facts.tables().stream().anyMatch(table -> table.access().contains(StatementFacts.TEMPORARY))
                || FreeFunctions.readsVariables(facts)
                || facts.lineage().isEmpty() && !WITHOUT_COLUMNS.containsAll(facts.kinds());
    }

    /// Whether it sets one, to what may stand in the quotes of a name.
    private static boolean isOwnVariable(StatementFacts facts, String words) {
        return facts.kinds().contains("set") && OWN_VARIABLE.matcher(words).find();
    }

    /// Whether the words say so.
    private static boolean isTold(StatementFacts facts, String words) {
        return !facts.effects().equals(Set.of("read"))
                && CONNECTING.matcher(words).find();
    }

    private static Exposure byColumns(StatementFacts facts) {
        Exposure most = APART;
        for (StatementFacts.ColumnUse column : facts.columns()) {
            if (!column.sensitive().isEmpty()) {
                if (!column.uses().equals(Set.of(OUTPUT)) || !SHOWING.containsAll(facts.kinds())) {
                    return ALL;
                }
                most = LISTED;
            }
        }
        return most;
    }
}
