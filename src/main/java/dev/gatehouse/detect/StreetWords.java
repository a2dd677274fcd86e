package dev.gatehouse.detect;

/// Words that streets are named with, by where they stand: before the name, after it, or at the end of it.
final class StreetWords {
    /// Stand before the name: rue de la Paix, Via Roma, Calle Mayor, ul. Długa.
    static final int BEFORE = 1;
    /// Stand after the name and the number: 12 Baker Street.
    static final int AFTER = 2;
    /// The number stands before the word: 12, rue de la Paix.
    static final int NUMBER_FIRST = 4;
    /// Means other things too, so that a name in capitals must follow.
    static final int VAGUE = 8;

    private static final Words WORDS = new Words()
            .put(BEFORE | NUMBER_FIRST, """
                    rue avenue av boulevard bd blvd place chemin impasse allée allee quai route cours passage faubourg \
                    sentier ruelle esplanade""")
            .put(BEFORE, """
                    calle avenida avda plaza paseo camino carrera carretera ronda glorieta travesía rua travessa praça \
                    alameda rodovia viale piazza piazzale corso largo vicolo ul ulica aleja aleje plac osiedle strada \
                    bulevardul улица ул проспект""")
            .put(BEFORE | VAGUE, "via al os am an auf im zum zur c str estrada")
            .put(AFTER, """
                    street st avenue ave road rd lane ln drive dr boulevard blvd court ct way square sq terrace place \
                    pl close crescent parkway pkwy highway hwy circle cir grove gardens row mews walk hill""");

    /// German, Dutch, and the languages of the north put the word at the end of the name.
    private static final Words ENDINGS = new Words().put(BEFORE, """
                    straße strasse str weg platz allee gasse ring damm ufer chaussee stieg straat laan plein gracht \
                    kade singel dijk gatan vägen vej gade gate gata veien vei katu tie utca""");

    private static final int ENDING_LEAST = 3;
    private static final int ENDING_MOST = 8;

    private StreetWords() {}

    /// @return what the word in `[start, end)` is, or 0
    static int of(byte[] text, int start, int end) {
        return WORDS.get(text, start, end);
    }

    /// Whether the word is a street's name: Hauptstraße, Keizersgracht, Storgatan.
    static boolean named(byte[] text, int start, int end) {
        if (!capital(text, start, end)) {
            return false;
        }
        for (int length = ENDING_LEAST; length <= ENDING_MOST && end - length >= start + 2; length++) {
            if (ENDINGS.get(text, end - length, end) != 0) {
                return true;
            }
        }
        return false;
    }

    /// Whether the word in `[start, end)` is written with a capital, or in a writing that has none.
    static boolean capital(byte[] text, int start, int end) {
        if (text[start] == (byte) 0xC3 && end - start > 1) {
            return text[start + 1] < (byte) 0xA0; // of Latin-1
        }
        return ByteClass.is(text[start], ByteClass.UPPER | ByteClass.HIGH);
    }
}
