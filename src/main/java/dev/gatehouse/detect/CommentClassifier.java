package dev.gatehouse.detect;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.detect.NameRules.Rule;

/// Reads the comment on a column: it names a kind (`Telefonnummer des Kunden`), or says that something personal or
/// secret is there without naming it. Only what is said of the value counts, not `true if the e-mail is verified`.
final class CommentClassifier {
    private static final int MOST_WORDS = 24;

    private static final Set<String> OF_SOMETHING_ELSE = TableWords.words("""
            whether if true false flag count counter counts how type kind status verified confirmed template when
            timestamp enabled disabled ob wenn anzahl zeitpunkt typ art statut indique indica cantidad fecha quand
            lorsque quando se si czy gdy liczba ilosc om nar antal aantal wanneer  times per""");

    private static final Set<String> NEGATIONS = TableWords.words(
            "not no non never without kein keine nicht ohne pas sans sin senza geen zonder nie bez inte");

    private static final Set<String> NAMES = TableWords.words("name names nom nombre nome naam namn navn nazwisko");

    private static final List<List<String>> MARKERS = List.of(
            List.of("pii"),
            List.of("pci"),
            List.of("sensitive"),
            List.of("confidential"),
            List.of("personal", "data"),
            List.of("personal", "information"),
            List.of("gdpr"),
            List.of("dsgvo"),
            List.of("rgpd"),
            List.of("personenbezogen"),
            List.of("personenbezogene"),
            List.of("vertraulich"),
            List.of("donnee", "personnelle"),
            List.of("donnees", "personnelles"),
            List.of("confidentiel"),
            List.of("datos", "personales"),
            List.of("confidencial"),
            List.of("dati", "personali"),
            List.of("riservato"),
            List.of("dados", "pessoais"),
            List.of("persoonsgegevens"),
            List.of("vertrouwelijk"),
            List.of("dane", "osobowe"),
            List.of("poufne"),
            List.of("personuppgift"),
            List.of("personuppgifter"));

    private CommentClassifier() {}

    static Map<SensitiveKind, String> commented(String type, String comment) {
        Map<SensitiveKind, String> found = new EnumMap<>(SensitiveKind.class);
        List<String> words = comment.isBlank() ? List.of() : NameWords.of(comment);
        TypeFamily family = TypeFamily.of(type);
        boolean marked = marked(words);
        if (marked || words.size() <= MOST_WORDS && words.stream().noneMatch(OF_SOMETHING_ELSE::contains)) {
            find(words, family, found);
        }
        if (marked && found.isEmpty() && family != TypeFamily.BOOL) {
            found.put(SensitiveKind.SECRET, "called sensitive");
        }
        return found;
    }

    private static void find(List<String> words, TypeFamily family, Map<SensitiveKind, String> found) {
        for (int from = 0; from < words.size(); from++) {
            StringBuilder letters = new StringBuilder();
            for (int to = from + 1; to <= Math.min(words.size(), from + NameRules.MOST_WORDS); to++) {
                letters.append(words.get(to - 1));
                boolean neutral = to < words.size() && NameTable.NEUTRAL_BEHIND.contains(words.get(to))
                        || from > 0
                                && (NEGATIONS.contains(words.get(from - 1))
                                        || TableWords.isMachine(words.get(from - 1)));
                for (Rule rule : NameRules.of(letters.toString())) {
                    if (rule.plain() && !neutral && family.holds(rule.kind())) {
                        found.putIfAbsent(rule.kind(), rule.words());
                    }
                }
            }
            if (NAMES.contains(words.get(from)) && nearPerson(words, from) && family.holds(SensitiveKind.NAME)) {
                found.putIfAbsent(SensitiveKind.NAME, "name of a person");
            }
        }
        if (found.containsKey(SensitiveKind.EMAIL)) {
            found.remove(SensitiveKind.ADDRESS);
        }
    }

    private static boolean nearPerson(List<String> words, int at) {
        for (int i = Math.max(0, at - 2); i < Math.min(words.size(), at + 4); i++) {
            if (TableWords.isPerson(words.get(i)) && !words.get(i).startsWith("us")) {
                return true;
            }
        }
        return false;
    }

    private static boolean marked(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            for (List<String> marker : MARKERS) {
                int end = i + marker.size();
                if (end <= words.size() && words.subList(i, end).equals(marker) && !denied(words, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean denied(List<String> words, int at) {
        for (int i = Math.max(0, at - 3); i < at; i++) {
            if (NEGATIONS.contains(words.get(i)) || words.get(i).equals("case")) {
                return true;
            }
        }
        return false;
    }
}
