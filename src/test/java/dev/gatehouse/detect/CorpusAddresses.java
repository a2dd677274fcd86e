package dev.gatehouse.detect;

/// Makes addresses whose street is told by what surrounds it: a postcode and a city, on the next line or behind a
/// comma, in languages that have no word for a street in its name, or have it between the name and the number.
final class CorpusAddresses {
    private CorpusAddresses() {}

    static SensitiveValue next(Draws draws, int turn) {
        int house = draws.between(1, 199);
        String line = draws.pick("\n", ",\n", ", ");
        return switch (turn % 13) {
            case 0 ->
                address(
                        "lines-us",
                        draws.between(100, 99_999) + " "
                                + draws.pick("Jones Mission", "Miller Station", "Oak Groves", "Ryan Hollow"),
                        draws.pick("", " Apt. 242", " Suite 831") + draws.pick("\n", ", ")
                                + draws.pick("West Monica", "Salem") + ", " + draws.pick("MO", "WY") + " "
                                + draws.shaped("^####"));
            case 1 ->
                address(
                        "lines-ca",
                        house + " " + draws.pick("Maple Court", "Lake Crossing"),
                        "\n" + draws.pick("Toronto, ON", "Moose Jaw, SK") + " " + draws.shaped("A^A ^A^"));
            case 2 ->
                address(
                        "lines-gb",
                        house + " " + draws.pick("Hazel Ridge", "Grace Mews"),
                        "\n" + draws.pick("Kingsbridge", "East Garth") + "\n" + draws.shaped("A^ ^AA"));
            case 3 ->
                address(
                        "lines-cs",
                        draws.pick("Klášterecká", "Svatoplukova", "Nad Rokytkou") + " " + house,
                        draws.pick("\n", ", ") + draws.shaped("^## ##") + " " + draws.pick("Slavičín", "Dolní Bousov"));
            case 4 ->
                address(
                        "lines-no",
                        draws.pick("Tveitengen", "Grensesvingen", "Storgata") + " " + house,
                        draws.pick("\n", ", ") + draws.shaped("3###") + " Drammen");
            case 5 ->
                address(
                        "lines-hu",
                        draws.pick("Kossuth utca", "Petőfi Sándor utca", "Andrássy út") + " " + house,
                        line + "H-" + draws.shaped("^###") + " Pécs");
            case 6 ->
                address(
                        "lines-tr",
                        draws.pick("Atatürk Caddesi", "Gül Sokak", "İnönü Caddesi") + draws.pick(" ", " No: ") + house,
                        line + draws.shaped("^####") + " Ankara");
            case 7 ->
                address(
                        "lines-ru",
                        draws.pick("ул. Ленина", "пр. Красноярский", "проспект Мира") + ", д. " + house,
                        draws.pick("", ", " + draws.shaped("^#####")));
            case 8 ->
                address(
                        "lines-uk",
                        draws.pick("вул. Шевченка", "вулиця Миру", "проспект Свободи") + ", буд. " + house,
                        draws.pick("", ", Полтава"));
            case 9 ->
                address(
                        "lines-el",
                        draws.pick("Μέλανι", "Δαυίδ") + " " + house,
                        ",\nΤΚ " + draws.shaped("^## ##") + " Κόρινθος");
            case 10 ->
                address(
                        "lines-br",
                        draws.pick("Avenida Paulista", "Rua da Mooca", "Praia Brito") + ", " + house,
                        "\n" + draws.shaped("^####-###") + " Santos / SP");
            case 11 -> address("lines-ko", draws.pick("서울특별시 강남구 테헤란로", "부산광역시 해운대구 우동로") + " " + house, "");
            default -> address("lines-tw", draws.pick("臺北市大安區復興路", "高雄市三民區中山街") + "2段" + house + "號", "");
        };
    }

    private static SensitiveValue address(String form, String street, String city) {
        return new SensitiveValue(SensitiveKind.ADDRESS, form, "", street, city);
    }
}
