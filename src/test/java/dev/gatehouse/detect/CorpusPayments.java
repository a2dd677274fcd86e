package dev.gatehouse.detect;

import java.math.BigInteger;
import java.util.List;

/// Makes numbers of payment cards and bank accounts that belong to nobody.
final class CorpusPayments {
    private record Scheme(String prefix, int length) {}

    private static final List<Scheme> SCHEMES = List.of(
            new Scheme("4", 16),
            new Scheme("4", 16),
            new Scheme("51", 16),
            new Scheme("53", 16),
            new Scheme("55", 16),
            new Scheme("2221", 16),
            new Scheme("2690", 16),
            new Scheme("34", 15),
            new Scheme("37", 15),
            new Scheme("6011", 16),
            new Scheme("65", 16),
            new Scheme("3530", 16),
            new Scheme("3588", 16),
            new Scheme("36", 14),
            new Scheme("305", 14),
            new Scheme("6212", 16));

    /// Country and the shape of its account numbers.
    private static final List<String> ACCOUNTS = List.of(
            "DE##################",
            "FR##########AAAAAAAAAAA##",
            "ES####################",
            "ITA##########AAAAAAAAAAAA",
            "PL########################",
            "NLAAAA##########",
            "GBAAAA##############",
            "BE############",
            "CH#####AAAAAAAAAAAA",
            "AT################",
            "SE####################",
            "NO###########",
            "DK##############",
            "PT#####################",
            "IEAAAA##############",
            "SA####################",
            "AE###################",
            "LU###AAAAAAAAAAAAA",
            "FI##############",
            "CZ####################");

    private CorpusPayments() {}

    static SensitiveValue card(Draws draws, int turn) {
        Scheme scheme = SCHEMES.get(turn % SCHEMES.size());
        String start =
                scheme.prefix() + draws.digits(scheme.length() - scheme.prefix().length() - 1);
        return SensitiveValue.of(SensitiveKind.CARD, "card-" + scheme.prefix(), written(draws, start + luhn(start)));
    }

    /// A number that is written as a card's, and is none.
    static String noCard(Draws draws) {
        String start = "4" + draws.digits(14);
        return written(draws, start + (luhn(start) + draws.between(1, 9)) % 10);
    }

    private static String written(Draws draws, String number) {
        String separator = draws.pick("", "", " ", "-");
        return switch (number.length()) {
            case 14 -> CorpusIdentities.grouped(number, separator, 4, 6, 4);
            case 15 -> CorpusIdentities.grouped(number, separator, 4, 6, 5);
            default -> CorpusIdentities.grouped(number, separator, 4, 4, 4, 4);
        };
    }

    static int luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 1 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9;
        }
        return (10 - sum % 10) % 10;
    }

    static SensitiveValue iban(Draws draws, int turn) {
        String shape = ACCOUNTS.get(turn % ACCOUNTS.size());
        String country = shape.substring(0, 2);
        String account = draws.shaped(shape.substring(2));
        return SensitiveValue.of(
                SensitiveKind.IBAN, "iban-" + country, spaced(draws, country + checked(country, account, 0) + account));
    }

    /// With check digits that are wrong by something.
    static String noIban(Draws draws) {
        String account = draws.digits(18);
        return spaced(draws, "DE" + checked("DE", account, draws.between(1, 60)) + account);
    }

    static String checked(String country, String account, int off) {
        StringBuilder number = new StringBuilder();
        for (char each : (account + country + "00").toCharArray()) {
            number.append(Character.digit(each, 36));
        }
        int check = 98
                - new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
        return "%02d".formatted((check - 2 + off) % 97 + 2);
    }

    private static String spaced(Draws draws, String iban) {
        return draws.one(2) ? iban : iban.replaceAll("(.{4})(?!$)", "$1 ");
    }
}
