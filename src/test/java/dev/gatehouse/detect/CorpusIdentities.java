package dev.gatehouse.detect;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Makes national identity numbers of people who do not exist, with right check digits. Written from the public
/// descriptions of each number, apart from what recognises them.
final class CorpusIdentities {
    private record Country(String code, Function<Draws, SensitiveValue> number) {}

    private static final List<Country> ALL = List.of(
            country("us", draws -> {
                int area = draws.between(1, 899);
                return draws.format(
                        "%03d-%02d-%04d", area == 666 ? 665 : area, draws.between(1, 99), draws.between(1, 9999));
            }),
            country("gb", draws -> {
                String number = draws.pick("AB", "CE", "EH", "JG", "LN", "PW", "SX", "TY")
                        + draws.digits(6)
                        + draws.pick("A", "B", "C", "D");
                return draws.one(2) ? grouped(number, " ", 2, 2, 2, 2, 1) : number;
            }),
            country("fr", CorpusIdentities::france),
            country("es", draws -> {
                int number = draws.below(100_000_000);
                return draws.format("%08d%s", number, dni(number));
            }),
            country("es-nie", draws -> {
                int first = draws.below(3);
                int rest = draws.below(10_000_000);
                return "XYZ".charAt(first) + draws.format("%07d%s", rest, dni(first * 10_000_000 + rest));
            }),
            country("it", CorpusIdentities::italy),
            bare("pl", "PESEL ", draws -> {
                String number = draws.yymmdd() + draws.digits(4);
                return number + (10 - sum(number, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3) % 10) % 10;
            }),
            bare("de", "Steuer-ID: ", CorpusIdentities::germany),
            country("se", draws -> {
                String number = draws.yymmdd() + draws.digits(3);
                return number.substring(0, 6) + "-" + number.substring(6) + CorpusPayments.luhn(number);
            }),
            country("fi", draws -> {
                String date =
                        draws.format("%02d%02d%02d", draws.between(1, 28), draws.between(1, 12), draws.below(100));
                String number = draws.format("%03d", draws.between(2, 899));
                int rest = Integer.parseInt(date + number) % 31;
                return date + draws.pick("-", "A") + number + "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(rest);
            }),
            bare("no", "fødselsnummer ", CorpusIdentities::norway),
            country("be", draws -> {
                String number = draws.format(
                        "%02d%02d%02d%03d",
                        draws.between(30, 99), draws.between(1, 12), draws.between(1, 28), draws.between(1, 997));
                String all = number + draws.format("%02d", 97 - Long.parseLong(number) % 97);
                return all.substring(0, 2) + "." + all.substring(2, 4) + "." + all.substring(4, 6) + "-"
                        + all.substring(6, 9) + "." + all.substring(9);
            }),
            bare("nl", "BSN ", draws -> {
                String number;
                int check;
                do {
                    number = draws.shaped("^#######");
                    check = sum(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
                } while (check == 10);
                return number + check;
            }),
            country("ch", draws -> {
                String number = "756" + draws.digits(9);
                String all = number + (10 - sum(number, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3) % 10) % 10;
                return all.substring(0, 3) + "." + all.substring(3, 7) + "." + all.substring(7, 11) + "."
                        + all.substring(11);
            }),
            country("br", draws -> {
                String number = draws.shaped("^########");
                number += cpf(number);
                number += cpf(number);
                return number.substring(0, 3) + "." + number.substring(3, 6) + "." + number.substring(6, 9) + "-"
                        + number.substring(9);
            }),
            country("cn", draws -> {
                String number = draws.pick("110101", "310104", "440305", "510107")
                        + draws.format(
                                "%d%02d%02d", draws.between(1950, 2005), draws.between(1, 12), draws.between(1, 28))
                        + draws.digits(3);
                int rest = sum(number, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2) % 11;
                return number + "10X98765432".charAt(rest);
            }),
            bare("in", "Aadhaar ", draws -> {
                String number = draws.pick("2", "3", "5", "7", "9") + draws.digits(10);
                return grouped(number + verhoeff(number), " ", 4, 4, 4);
            }),
            bare("za", "ID number ", draws -> {
                String number = draws.yymmdd() + draws.digits(4) + draws.below(2) + "8";
                return number + CorpusPayments.luhn(number);
            }),
            country("kr", draws -> {
                String number = draws.yymmdd() + draws.between(1, 4) + draws.digits(5);
                int check = (11 - sum(number, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11) % 10;
                return number.substring(0, 6) + "-" + number.substring(6) + check;
            }),
            bare("tr", "TC Kimlik No: ", draws -> {
                String number = draws.shaped("^########");
                int odd = sum(number, 1, 0, 1, 0, 1, 0, 1, 0, 1);
                int even = sum(number, 0, 1, 0, 1, 0, 1, 0, 1, 0);
                int tenth = Math.floorMod(odd * 7 - even, 10);
                return number + tenth + (odd + even + tenth) % 10;
            }));

    private CorpusIdentities() {}

    private static Country country(String code, Function<Draws, String> number) {
        return new Country(
                code, draws -> SensitiveValue.of(SensitiveKind.NATIONAL_ID, "id-" + code, number.apply(draws)));
    }

    private static Country bare(String code, String label, Function<Draws, String> number) {
        return new Country(
                code,
                draws -> SensitiveValue.labelled(SensitiveKind.NATIONAL_ID, "id-" + code, label, number.apply(draws)));
    }

    static int countries() {
        return ALL.size();
    }

    static SensitiveValue next(Draws draws, int turn) {
        return ALL.get(turn % ALL.size()).number().apply(draws);
    }

    private static int sum(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        return sum;
    }

    static char dni(int number) {
        return "TRWAGMYFPDXBNJZSQVHLCKE".charAt(number % 23);
    }

    static int cpf(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            sum += (number.charAt(i) - '0') * (number.length() + 1 - i);
        }
        int rest = sum * 10 % 11;
        return rest == 10 ? 0 : rest;
    }

    /// Sex, year, month, department, municipality, order, and 97 less the rest.
    private static String france(Draws draws) {
        String number = draws.format(
                "%d%02d%02d%02d%03d%03d",
                draws.between(1, 2),
                draws.below(100),
                draws.between(1, 12),
                draws.between(21, 95),
                draws.between(1, 500),
                draws.between(1, 999));
        String all = number + draws.format("%02d", 97 - Long.parseLong(number) % 97);
        return draws.one(2) ? all : grouped(all, " ", 1, 2, 2, 2, 3, 3, 2);
    }

    private static String italy(Draws draws) {
        String number = draws.pick("RSSMRA", "BNCLGU", "VRDGPP", "FRRNNA", "CNTCHR")
                + draws.format("%02d", draws.below(100))
                + draws.pick("A", "B", "C", "D", "E", "H", "L", "M", "P", "R", "S", "T")
                + draws.format("%02d", draws.between(1, 28) + 40 * draws.below(2))
                + draws.pick("H501", "F205", "L219", "A944", "D612");
        int[] odd = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char each = number.charAt(i);
            int value = each <= '9' ? each - '0' : each - 'A';
            sum += i % 2 == 0 ? odd[value] : value;
        }
        String all = number + (char) ('A' + sum % 26);
        return draws.one(5) ? all.toLowerCase(Locale.ROOT) : all;
    }

    /// Ten digits of which one comes twice, then ISO 7064 MOD 11,10.
    private static String germany(Draws draws) {
        StringBuilder number = new StringBuilder("1234567890");
        for (int i = 9; i > 0; i--) {
            int other = draws.below(i + 1);
            char kept = number.charAt(i);
            number.setCharAt(i, number.charAt(other));
            number.setCharAt(other, kept);
        }
        if (number.charAt(0) == '0') {
            number.reverse();
        }
        number.setCharAt(9, number.charAt(0));
        int product = 10;
        for (int i = 0; i < 10; i++) {
            int sum = (number.charAt(i) - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        int check = 11 - product;
        return number.append(check == 10 ? 0 : check).toString();
    }

    private static String norway(Draws draws) {
        while (true) {
            String number =
                    draws.format("%02d%02d%02d", draws.between(1, 28), draws.between(1, 12), draws.between(40, 99))
                            + draws.format("%03d", draws.below(500));
            int first = (11 - sum(number, 3, 7, 6, 1, 8, 9, 4, 5, 2) % 11) % 11;
            int second = (11 - sum(number + first % 10, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
            if (first < 10 && second < 10) {
                return number + first + second;
            }
        }
    }

    static int verhoeff(String number) {
        int[] inverse = {0, 4, 3, 2, 1, 5, 6, 7, 8, 9};
        int check = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            for (int turn = 0; turn < (i + 1) % 8; turn++) {
                digit = "1576283094".charAt(digit) - '0';
            }
            check = dihedral(check, digit);
        }
        return inverse[check];
    }

    /// Multiplies in the group of a pentagon's symmetries.
    private static int dihedral(int left, int right) {
        int turned = left < 5 ? left + right % 5 : left - 5 - right % 5;
        return Math.floorMod(turned, 5) + (left < 5 == right < 5 ? 0 : 5);
    }

    static String grouped(String text, String separator, int... sizes) {
        StringBuilder all = new StringBuilder();
        int at = 0;
        for (int size : sizes) {
            all.append(at == 0 ? "" : separator).append(text, at, at + size);
            at += size;
        }
        return all.toString();
    }
}
