package dev.gatehouse.detect;

import java.util.List;
import java.util.Set;

/// Words for a person's name that are written as one: `kundenname`, `klantnaam`.
final class PersonNames {
    private static final List<String> NAMES = List.of("name", "naam", "namn", "navn");
    private static final List<String> JOINTS = List.of("", "n", "en", "s", "er");
    private static final Set<String> LOGINS =
            TableWords.words("username usersname benutzername nutzername gebruikersnaam anvandarnamn brugernavn");

    private PersonNames() {}

    static boolean compound(String word) {
        if (LOGINS.contains(word)) {
            return false;
        }
        for (String name : NAMES) {
            if (word.endsWith(name) && word.length() > name.length() && person(word, word.length() - name.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean person(String word, int length) {
        for (String joint : JOINTS) {
            int end = length - joint.length();
            if (end > 2 && word.startsWith(joint, end) && TableWords.isPerson(word.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
