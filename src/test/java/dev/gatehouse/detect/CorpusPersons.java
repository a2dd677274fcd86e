package dev.gatehouse.detect;

import java.util.List;

/// Makes e-mail addresses, telephone numbers and postal addresses in the ways of several countries.
final class CorpusPersons {
    private static final List<String> FIRST =
            List.of("anna", "jean-luc", "o'brien", "m.garcia", "li_wei", "Tomasz", "k", "sales", "Zoe", "yuki");
    private static final List<String> LAST =
            List.of("schmidt", "dupont", "rossi", "nowak", "Silva", "tanaka", "jones", "ivanov", "perez", "devries");
    private static final List<String> DOMAINS = List.of(
            "example.com",
            "mail.example.org",
            "firma.example.de",
            "uni-koeln.de",
            "ex-ample.co.uk",
            "post.example.museum",
            "a1.io",
            "sub.domain.example.fr",
            "EXAMPLE.COM",
            "example.travel",
            "xn--mnchen-3ya.example");

    /// What `Draws.shaped` makes digits of; those that begin with a word carry it as their label.
    private static final List<String> PHONES = List.of(
            "+49 30 1#######",
            "+49 171 1######",
            "+491511#######",
            "+49 (0)89 1#####-##",
            "Tel. |030/1######",
            "Tel. |0171-1######",
            "+1 (415) 555-01##",
            "+1-212-555-01##",
            "+121255501##",
            "(212) 555-01##",
            "415-555-01##",
            "415.555.01##",
            "+33 6 12 ## ## ##",
            "+33612######",
            "06 12 ## ## ##",
            "01.42.##.##.##",
            "+34 612 ### ###",
            "tel. |912 345 ###",
            "+39 347 1## ####",
            "+39 06 1### ####",
            "+48 601 ### ###",
            "tel. |22 1## ## ##",
            "+44 20 7946 0###",
            "020 7946 0###",
            "07700 900###",
            "+44 7700 900###",
            "+81 90-1###-####",
            "090-1###-####",
            "03-1###-####",
            "+86 138 1### ####",
            "手机 |138 1### ####",
            "电话:|1381#######",
            "+55 11 91###-####",
            "(11) 91###-####",
            "+31 6 1#######",
            "+91 981## #####",
            "+7 916 1##-##-##",
            "00 49 30 1######",
            "0041 44 1## ## ##",
            "phone: |21255501##",
            "tel:|+1-201-555-01##",
            "+46 70-1## ## ##",
            "212-555-01##x1##",
            "(212) 555-01## ext. ^#",
            "+678 2^###",
            "+55 11 9####-####");

    private static final List<String> ENGLISH = List.of("Baker", "Main", "Elm", "Station", "Victoria", "Oak", "King's");
    private static final List<String> GERMAN =
            List.of("Hauptstraße", "Goethestr.", "Bahnhofstrasse", "Lindenallee", "Am Markt", "Rosenweg", "Schulgasse");
    private static final List<String> CITIES = List.of("Springfield", "Portland", "Austin", "Salem");

    private CorpusPersons() {}

    static SensitiveValue email(Draws draws, int turn) {
        String local =
                switch (turn % 6) {
                    case 0 -> draws.pick(FIRST) + "." + draws.pick(LAST);
                    case 1 -> draws.pick(LAST) + draws.below(1000);
                    case 2 -> draws.pick(FIRST) + "+" + draws.pick("shop", "news", "2024");
                    case 3 -> draws.pick(FIRST) + "_" + draws.pick(LAST);
                    case 4 -> draws.pick("info", "jörg.weiß", "m", "x1", "no-reply");
                    default -> draws.pick(FIRST).charAt(0) + "." + draws.pick(LAST);
                };
        String form = local.chars().allMatch(each -> each < 128) ? "email" : "email-utf8";
        return SensitiveValue.of(SensitiveKind.EMAIL, form, local + "@" + draws.pick(DOMAINS));
    }

    static SensitiveValue phone(Draws draws, int turn) {
        String pattern = PHONES.get(turn % PHONES.size());
        int label = pattern.indexOf('|');
        return SensitiveValue.labelled(
                SensitiveKind.PHONE,
                "phone " + pattern,
                label < 0 ? "" : pattern.substring(0, label),
                draws.shaped(pattern.substring(label + 1)));
    }

    static SensitiveValue address(Draws draws, int turn) {
        int house = draws.between(1, 199);
        String post = draws.shaped("^####");
        return switch (turn % 12) {
            case 0 ->
                address(
                        "address-us",
                        house + " " + draws.pick(ENGLISH) + " "
                                + draws.pick("Street", "St.", "Avenue", "Ave", "Road", "Blvd", "Lane", "Drive"),
                        ", " + draws.pick(CITIES) + ", " + draws.pick("IL", "OR", "TX") + " " + post);
            case 1 ->
                address(
                        "address-gb",
                        house + draws.pick("", "", "B") + " " + draws.pick(ENGLISH) + " "
                                + draws.pick("Street", "Road", "Lane", "Close"),
                        ", London " + draws.pick("NW1 6XE", "SW1A 1AA", "EC2V 7HH"));
            case 2 ->
                address(
                        "address-de",
                        draws.pick(GERMAN) + " " + house + draws.pick("", "", "a"),
                        ", " + post + " " + draws.pick("Berlin", "München", "Köln"));
            case 3 ->
                address(
                        "address-fr",
                        house
                                + draws.pick(" ", " bis ", ", ")
                                + draws.pick(
                                        "rue de la Paix",
                                        "avenue Victor Hugo",
                                        "boulevard Voltaire",
                                        "place du Marché"),
                        ", " + post + " " + draws.pick("Paris", "Lyon", "Saint-Étienne"));
            case 4 ->
                address(
                        "address-es",
                        draws.pick("Calle de Alcalá", "C/ Mayor", "Avenida de la Paz", "Plaza de España")
                                + draws.pick(" ", ", ")
                                + house,
                        ", " + post + " " + draws.pick("Madrid", "Málaga"));
            case 5 ->
                address(
                        "address-it",
                        draws.pick("Via Garibaldi", "Viale Monza", "Piazza del Duomo", "Corso Buenos Aires")
                                + draws.pick(" ", ", ")
                                + house,
                        ", " + post + " " + draws.pick("Milano", "Roma"));
            case 6 ->
                address(
                        "address-pl",
                        draws.pick("ul. Marszałkowska", "ul. Długa", "al. Jerozolimskie") + " " + house
                                + draws.pick("", "/" + draws.between(1, 90)),
                        ", " + draws.shaped("##-###") + " " + draws.pick("Warszawa", "Kraków"));
            case 7 ->
                address(
                        "address-nl",
                        draws.pick("Keizersgracht", "Dorpsstraat", "Stationsweg") + " " + house,
                        ", " + draws.shaped("^###") + " AB Amsterdam");
            case 8 ->
                address(
                        "address-pt",
                        draws.pick("Rua Augusta", "Avenida da Liberdade", "Travessa do Carmo") + ", " + house,
                        ", " + draws.shaped("^###-###") + " Lisboa");
            case 9 ->
                address(
                        "address-ja",
                        draws.pick("東京都千代田区千代田", "大阪府大阪市北区梅田", "京都府京都市左京区吉田") + draws.between(1, 9) + "-"
                                + draws.between(1, 20) + "-" + draws.between(1, 30),
                        "");
            case 10 -> address("address-zh", draws.pick("北京市朝阳区建国路", "上海市浦东新区世纪大道", "广东省深圳市南山区深南大道") + house + "号", "");
            default -> address("address-pobox", draws.pick("P.O. Box ", "PO Box ", "Postfach ") + post, "");
        };
    }

    private static SensitiveValue address(String form, String street, String city) {
        return new SensitiveValue(SensitiveKind.ADDRESS, form, "", street, city);
    }
}
