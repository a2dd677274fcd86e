package dev.gatehouse.boot.demo;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Makes personal values that look real and belong to nobody.
final class PersonalValues {
    private static final List<String> FIRST = List.of(
            "Amara",
            "Björn",
            "Chiara",
            "Dmitri",
            "Élodie",
            "Farid",
            "Grace",
            "Hana",
            "Ingrid",
            "João",
            "Keiko",
            "Liam",
            "Maëlle",
            "Noor",
            "Oluwaseun",
            "Priya",
            "Quentin",
            "Rosa",
            "Søren",
            "Tomasz");
    private static final List<String> LAST = List.of(
            "Abbasi",
            "Bergström",
            "Castillo",
            "Dubois",
            "Eriksen",
            "Fischer",
            "García",
            "Haddad",
            "Ito",
            "Jansen",
            "Kowalski",
            "Lindqvist",
            "Moreau",
            "Nowak",
            "O'Brien",
            "Petrov",
            "Quispe",
            "Rossi",
            "Silva",
            "Tanaka");

    /// Prefixes of numbers that the card schemes publish for tests.
    private static final List<String> CARD_PREFIXES = List.of("411111", "424242", "555555", "510510", "378282");

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final Random random;

    PersonalValues(Random random) {
        this.random = random;
    }

    String name() {
        return pick(FIRST) + " " + pick(LAST);
    }

    /// RFC 2606 keeps `example.com`, `.net` and `.org` for examples.
    String email(String name, int id) {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replace("ø", "o")
                .replaceAll("[^a-z ]", "")
                .replace(' ', '.');
        return ascii + id + "@example." + pick(List.of("com", "net", "org"));
    }

    /// 555-0100 to 555-0199 is kept for fiction in every area of the North American plan.
    String phone(int id) {
        int area = List.of(202, 212, 303, 312, 404, 415, 512, 617, 702, 808).get(id / 100 % 10);
        return String.format(Locale.ROOT, "+1 %d 555 01%02d", area, id % 100);
    }

    String card() {
        String prefix = pick(CARD_PREFIXES);
        int length = prefix.startsWith("37") ? 15 : 16;
        StringBuilder digits = new StringBuilder(prefix);
        while (digits.length() < length - 1) {
            digits.append(random.nextInt(10));
        }
        return digits.append(luhn(digits)).toString();
    }

    /// The shape of a US social security number, in areas 734 to 749, which were not given out while areas had
    /// meaning.
    String nationalId(int id) {
        return String.format(Locale.ROOT, "%03d-%02d-%04d", 734 + id % 16, 10 + id % 89, 1 + random.nextInt(9_999));
    }

    String apiKey() {
        return switch (random.nextInt(3)) {
            case 0 -> "AKIA" + letters(16).toUpperCase(Locale.ROOT);
            case 1 -> "ghp_" + letters(36);
            default -> "sk_test_" + letters(24);
        };
    }

    /// The digit that makes the sum of ISO/IEC 7812 a multiple of ten.
    static int luhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(digits.length() - 1 - i), 10);
            int doubled = digit * 2;
            sum += i % 2 == 1 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return (10 - sum % 10) % 10;
    }

    private String letters(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        return text.toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
