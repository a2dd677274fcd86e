package dev.gatehouse.detect;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.detect.NameRules.Among;
import dev.gatehouse.detect.NameRules.Rule;

/// Tells by a column's names, type and comment what is likely in it, in several languages. Pure. Threads: any.
///
/// What a name does not say is not known to be harmless: the values are looked at too, elsewhere.
public final class NameClassifier {
    private static final Set<String> LOGIN_NAMES = TableWords.words(
            "user usr login benutzer nutzer gebruiker anvandare usuario utilisateur utente utilizador uzytkownika");

    private static final Set<String> OF =
            TableWords.words("of the du de del della di da do des le la der des dem van von");

    /// What a table of such values calls the value itself: `phone_numbers.number`.
    private static final Set<String> VALUES = TableWords.words(
            "value wert valeur valor valore waarde number nummer numero num no nr address addr adresse key hash");

    private static final Set<SensitiveKind> SECRETS =
            EnumSet.of(SensitiveKind.PASSWORD, SensitiveKind.KEY, SensitiveKind.TOKEN, SensitiveKind.SECRET);

    private NameClassifier() {}

    /// @param type as the server writes it; empty if unknown
    /// @param comment empty for none
    public static Set<SensitiveKind> classify(String schema, String table, String column, String type, String comment) {
        Set<SensitiveKind> kinds = EnumSet.noneOf(SensitiveKind.class);
        kinds.addAll(named(schema, table, column, type).keySet());
        if (!SystemColumns.owns(schema)) {
            kinds.addAll(CommentClassifier.commented(type, comment).keySet());
        }
        return kinds;
    }

    /// The kinds that names and type speak for, each with the words that do.
    public static Map<SensitiveKind, String> named(String schema, String table, String column, String type) {
        if (SystemColumns.shows(schema, table, column)) {
            return Map.of(SensitiveKind.INTERNAL, "shows statements, values or secrets of others");
        }
        if (SystemColumns.owns(schema)) {
            return Map.of();
        }
        TypeFamily family = TypeFamily.of(type);
        List<String> tableWords = NameWords.of(table);
        TableWords rows = TableWords.of(tableWords);
        Map<SensitiveKind, String> found = new EnumMap<>(SensitiveKind.class);
        List<String> words = NameWords.of(column);
        find(words, rows, family, found);
        if (words.size() == 1 && VALUES.contains(words.getFirst())) {
            value(tableWords, family, found);
        }
        if (found.containsKey(SensitiveKind.EMAIL)) {
            found.remove(SensitiveKind.ADDRESS);
        }
        return found;
    }

    /// Whether the schema is a server's own, whose names say nothing about people.
    public static boolean isOfServer(String schema) {
        return SystemColumns.owns(schema);
    }

    /// Kinds of the commentary; what it says of the column's purpose rather than its values counts for nothing.
    public static Map<SensitiveKind, String> commented(String schema, String type, String comment) {
        return SystemColumns.owns(schema) ? Map.of() : CommentClassifier.commented(type, comment);
    }

    private static void value(List<String> table, TypeFamily family, Map<SensitiveKind, String> found) {
        if (table.stream().anyMatch(TableWords::isMachine)) {
            found.remove(SensitiveKind.ADDRESS);
        }
        Map<SensitiveKind, String> ofTable = new EnumMap<>(SensitiveKind.class);
        find(table, new TableWords(false, false), family, ofTable);
        ofTable.remove(SensitiveKind.NAME);
        found.putAll(ofTable);
    }

    private static void find(List<String> words, TableWords rows, TypeFamily family, Map<SensitiveKind, String> found) {
        int count = words.size();
        for (int from = 0; from < count; from++) {
            StringBuilder letters = new StringBuilder();
            for (int to = from + 1; to <= Math.min(count, from + NameRules.MOST_WORDS); to++) {
                letters.append(words.get(to - 1));
                for (Rule rule : NameRules.of(letters.toString())) {
                    take(rule, new Span(words, from, to), rows, family, found);
                }
            }
            for (Rule rule : NameRules.endings(words.get(from))) {
                take(rule, new Span(words, from, from + 1), rows, family, found);
            }
            if (family.holds(SensitiveKind.NAME) && PersonNames.compound(words.get(from))) {
                found.putIfAbsent(SensitiveKind.NAME, words.get(from));
            }
        }
    }

    private static void take(
            Rule rule, Span span, TableWords rows, TypeFamily family, Map<SensitiveKind, String> found) {
        SensitiveKind kind = rule.kind();
        boolean held = family.holds(kind)
                || kind == SensitiveKind.ADDRESS && rule.among() == Among.PLACES && family == TypeFamily.INTEGER;
        if (held && !found.containsKey(kind) && span.suits(rule) && among(rule, span, rows) && !span.neutral(kind)) {
            found.put(kind, rule.words());
        }
    }

    private static boolean among(Rule rule, Span span, TableWords rows) {
        return switch (rule.among()) {
            case ALL -> true;
            case PLACES -> rows.people() || rows.places() || span.forSomebody();
            case PEOPLE ->
                rule.kind() == SensitiveKind.NAME
                        ? span.nextToPerson() || rows.people() && span.first()
                        : rows.people() || span.nextToPerson();
        };
    }

    /// Some words of a name.
    ///
    /// @param to behind the last
    private record Span(List<String> words, int from, int to) {
        boolean suits(Rule rule) {
            return (!rule.whole() || first() && nothingBehind()) && (!rule.last() || nothingBehind());
        }

        /// Single letters in front, as in `c_name`, and words for people count for nothing.
        boolean first() {
            for (int i = 0; i < from; i++) {
                if (words.get(i).length() > 1 && !TableWords.isPerson(words.get(i))) {
                    return false;
                }
            }
            return true;
        }

        boolean nothingBehind() {
            for (int i = to; i < words.size(); i++) {
                if (!NameWords.number(words.get(i)) && !NameTable.FORMS.contains(words.get(i))) {
                    return false;
                }
            }
            return true;
        }

        boolean forSomebody() {
            return words.subList(0, from).stream()
                    .anyMatch(word -> TableWords.isPerson(word) || TableWords.isSending(word));
        }

        boolean nextToPerson() {
            if (from > 0 && TableWords.isPerson(words.get(from - 1))) {
                return !LOGIN_NAMES.contains(words.get(from - 1));
            }
            int next = to;
            while (next < words.size() && OF.contains(words.get(next))) {
                next++;
            }
            return next < words.size()
                    && TableWords.isPerson(words.get(next))
                    && !LOGIN_NAMES.contains(words.get(next));
        }

        boolean neutral(SensitiveKind kind) {
            for (int i = 0; i < from; i++) {
                String word = words.get(i);
                if (NameTable.NEUTRAL_BEFORE.contains(word)
                        || kind == SensitiveKind.ADDRESS && TableWords.isMachine(word)) {
                    return true;
                }
            }
            for (int i = to; i < words.size(); i++) {
                String word = words.get(i);
                boolean secret = SECRETS.contains(kind) && (word.equals("key") || word.equals("code"));
                boolean lastDigits =
                        (kind == SensitiveKind.CARD || kind == SensitiveKind.IBAN) && word.startsWith("last");
                if (lastDigits || NameTable.NEUTRAL_BEHIND.contains(word) && !secret) {
                    return true;
                }
            }
            return false;
        }
    }
}
