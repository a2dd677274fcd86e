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
    /// Stand between the name and the number: Atatürk Caddesi 5, Kossuth utca 3.
    static final int BETWEEN = 16;
    /// As [#AFTER], where nothing else is in the cell.
    static final int ALONE = 32;
    /// Stand before the number: дом 5, No. 5, b. 5.
    static final int HOUSE = 64;

    private static final Words WORDS = new Words()
            .put(BEFORE | NUMBER_FIRST, """
                    rue avenue av boulevard bd blvd place chemin impasse allée allee quai route cours passage faubourg \
                    sentier ruelle esplanade rond-point نهج شارع حي طريق""")
            .put(BEFORE, """
                    calle avenida avda plaza paseo camino carrera carretera ronda glorieta travesía rua travessa praça \
                    alameda rodovia viale piazza piazzale corso largo vicolo ul ulica aleja aleje plac osiedle strada \
                    bulevardul улица ул проспект просп пер переулок наб набережная бул бульвар шоссе площадь площа алл аллея вулиця вул \
                    пров провулок булевард ulice třída tř náměstí nám nábřeží cesta trg bulvár námestie trieda aleea \
                    calea șoseaua intrarea piața jalan jln đường phố rruga bulevardi οδός λεωφόρος λεωφ πλατεία callejón \
                    pasaje cuesta rambla vía privada prolongación circunvalación periférico andador retorno cerrada \
                    calzada circuito corredor viaducto acceso urbanización praia viela ladeira passarela vereda \
                    residencial loteamento condomínio borgo contrada canale rotonda incrocio stretto lungomare salita \
                    Улица Проспект Вулиця""")
            .put(
                    BEFORE | VAGUE,
                    "via al os am an auf im zum zur c str estrada r pr пр пл ш jl gang eje trevo sector vila")
            .put(BETWEEN, """
                    sokak sokağı sk cadde caddesi cad cd bulvarı mahallesi küçəsi prospekti utca út tér körút köz sétány \
                    gatvė prospektas iela bulvāris gatve tänav puiestee mnt maantee pst küç ulica cesta pot ulice вулиця вул провулок проспект улица \
                    ул переулок бульвар шоссе набережная площадь көшесі kuja polku kaari""")
            .put(HOUSE, "д дом буд будинок b no nr nº n № č br бр hausnr house h")
            .put(AFTER, """
                    street st avenue ave road rd lane ln drive dr boulevard blvd court ct way square sq terrace place \
                    pl close crescent parkway pkwy highway hwy circle cir grove gardens row mews walk hill alley bypass \
                    causeway cove expressway freeway groves heights loop manor motorway overpass parkways pike plaza \
                    ridge roads squares streets stravenue throughway trafficway trail turnpike underpass viaduct""")
            .put(ALONE, """
                    bayou bend bluff bluffs branch bridge bridges brook brooks burg burgs camp canyon cape center centers \
                    circles cliff cliffs club common commons corner corners course courts creek crest crossing \
                    crossroad curve dale dam divide drives estate estates extension extensions fall falls ferry field \
                    fields flat flats ford fords forest forge forges fork forks fort garden glen glens green \
                    greens harbor harbors haven hills hollow inlet island islands isle junction junctions key keys knoll \
                    knolls lake lakes land landing light lights loaf lock locks lodge mall meadow meadows mill mills \
                    mission mount mountain mountains neck orchard oval park parks pass passage path pine pines plain \
                    plains point points port ports prairie radial ramp ranch rapid rapids rest ridges river route rue run \
                    shoal shoals shore shores skyway spring springs spur spurs station stream summit trace track trail \
                    tunnel valley valleys view views village villages ville vista walks wall ways well \
                    wells arcade nook outlook parade promenade mews quadrant reach""");

    /// German, Dutch, and the languages of the north put the word at the end of the name.
    private static final Words ENDINGS = new Words().put(BEFORE, """
                    straße strasse str weg platz allee gasse ring damm ufer chaussee stieg steig straat laan plein gracht \
                    kade singel dijk steeg dreef gatan engen svingen vollen stubben kroken haugen tunet lunden vägen gränd stigen torget backen vej stræde plads bakken vænget \
                    torv gade gate gata veien vei katu tie kuja polku kaari utca""");

    /// Words that end so and name no street.
    private static final Words OTHERS = new Words().put(BEFORE, """
                    spring string offspring bring wring gathering clustering katie auntie necktie navigate investigate \
                    delegate aggregate gate conjugate mitigate käufer läufer arkade dekade blockade fassade""");

    private static final int ENDING_LEAST = 3;
    private static final int ENDING_MOST = 8;

    private StreetWords() {}

    /// @return what the word in `[start, end)` is, or 0
    static int of(byte[] text, int start, int end) {
        return WORDS.get(text, start, end);
    }

    /// Whether the word is a street's name: Hauptstraße, Keizersgracht, Storgatan.
    static boolean named(byte[] text, int start, int end) {
        if (!capital(text, start, end) || OTHERS.get(text, start, end) != 0) {
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
