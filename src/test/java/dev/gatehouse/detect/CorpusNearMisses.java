package dev.gatehouse.detect;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/// Makes what looks sensitive and is not.
final class CorpusNearMisses {
    /// Sentences without anything sensitive.
    static final List<String> PROSE = List.of(
            "The order was shipped on 2024-05-01 and arrived two days later.",
            "Meeting moved to 14:30, room 3.12, please bring 2 copies.",
            "Version 10.15.7 fixes 12 of 340 issues; see release notes.",
            "Total: $1,234.56 incl. 19% VAT.",
            "Die Rechnung 2024-000123 vom 01.05.2024 beträgt 1.234,56 €.",
            "Le colis no 4500012345 pèse 12,5 kg.",
            "El pedido 778899 llegó el 3 de mayo a las 10:15.",
            "Ordine n. 2024/05/778 spedito il 12/05/2024.",
            "Zamówienie nr 4411/2024 wysłano 12.05.2024.",
            "订单20240501已于5月3日发货,共3件。",
            "注文番号 2024-0501 は5月3日に発送しました。",
            "He said @alice and #release were trending in 2023-2024.");

    private static final Map<String, Function<Draws, String>> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "order",
                    draws -> draws.pick(
                            "ORD-" + draws.between(2015, 2026) + "-" + draws.digits(7),
                            "Order #" + draws.shaped("^#######"),
                            "450" + draws.digits(7),
                            draws.shaped("^#####"),
                            "INV/" + draws.shaped("202#/#####"),
                            draws.shaped("^###-######-^#"))),
            Map.entry(
                    "timestamp",
                    draws -> draws.pick(
                            draws.shaped("2024-0") + draws.between(1, 9) + draws.shaped("-1^T10:5#:58.###Z"),
                            draws.shaped("2023-11-1# 10:4#:38.######+02"),
                            draws.shaped("17###########"),
                            draws.shaped("17########"),
                            draws.shaped("2024111^10305#"),
                            "11/12/" + draws.between(1950, 2026) + " 10:11",
                            draws.shaped("0^.02.201# 12:5#"))),
            Map.entry("uuid", draws -> new UUID(
                            (long) draws.below(Integer.MAX_VALUE) << 32
                                    | draws.below(Integer.MAX_VALUE) & ~0xF000L
                                    | 0x4000,
                            Long.MIN_VALUE | (long) draws.below(1 << 29) << 32 | draws.below(Integer.MAX_VALUE))
                    .toString()),
            Map.entry("git-hash", draws -> draws.chars(Draws.HEX, draws.one(2) ? 40 : draws.between(7, 12))),
            Map.entry(
                    "digest",
                    draws -> draws.pick("sha256:", "etag ", "md5 ") + draws.chars(Draws.HEX, draws.one(2) ? 64 : 32)),
            Map.entry("colour", draws -> "#" + draws.chars(Draws.HEX, draws.one(3) ? 8 : 6)),
            Map.entry(
                    "price",
                    draws -> draws.pick(
                            draws.shaped("$^,###,###.##"),
                            draws.shaped("^.###,## €"),
                            draws.shaped("EUR ^###.##"),
                            draws.shaped("£^#,###"),
                            draws.shaped("^ ### ###,00 zł"))),
            Map.entry(
                    "ip",
                    draws -> draws.pick(
                            draws.shaped("192.168.1#.1#"),
                            draws.shaped("10.2.1#.^:8080"),
                            draws.shaped("172.16.1#.1#/24"),
                            "2001:db8::" + draws.chars(Draws.HEX, 4) + ":" + draws.chars(Draws.HEX, 4))),
            Map.entry(
                    "version",
                    draws -> draws.pick(
                            draws.shaped("v1.^#.##"),
                            draws.shaped("10.0.19041.^###"),
                            draws.shaped("^.#.#-beta.^#+2024"))),
            Map.entry("ean", draws -> draws.pick("400", "501", "761", "871") + draws.digits(10)),
            Map.entry("isbn", draws -> draws.shaped("978-3-16-^#####-#")),
            Map.entry("mac", draws -> draws.chars(Draws.HEX, 12).replaceAll("..(?=..)", "$0:")),
            Map.entry(
                    "tracking",
                    draws -> draws.pick(
                            "1Z" + draws.chars(Draws.DIGITS + Draws.UPPER, 6) + draws.digits(10),
                            "RR" + draws.digits(9) + "DE",
                            "JD0146" + draws.digits(14))),
            Map.entry(
                    "image",
                    draws -> "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA" + draws.chars(Draws.BASE64, 160) + "=="),
            Map.entry(
                    "sql",
                    draws -> draws.pick(
                            "select a.id, b.name from orders a join items b on a.id = b.order_id where a.total > "
                                    + draws.shaped("^###.##"),
                            "update t set n = n + 1 where id between " + draws.shaped("^####") + " and "
                                    + draws.shaped("^#####"))),
            Map.entry(
                    "url",
                    draws -> draws.pick(
                            "https://example.com/products/" + draws.digits(9) + "?page=2&sort=asc",
                            "http://localhost:8080/api/v1/orders/" + draws.digits(12),
                            "https://example.org/a/b/" + draws.chars(Draws.HEX, 8) + ".html#part-3")),
            Map.entry(
                    "thousands",
                    draws -> draws.pick(
                            draws.shaped("^,###,###,###"),
                            draws.shaped("^ ### ### ###"),
                            draws.shaped("^.###.###.###"),
                            draws.shaped("^_###_###_###"),
                            draws.shaped("^'###'###"))),
            Map.entry("no-card", CorpusPayments::noCard),
            Map.entry("no-iban", CorpusPayments::noIban),
            Map.entry(
                    "no-email",
                    draws -> draws.pick(
                            "root@localhost",
                            "@" + draws.chars("abcdef", 6),
                            "user@",
                            "5 @ 3.50",
                            "git@host:repo/path",
                            "a@b",
                            "list@[group]",
                            "npm i @scope/package@" + draws.shaped("^.#.#"),
                            "me @ home")),
            Map.entry("coordinates", draws -> draws.shaped("5#.######, ^#.######")),
            Map.entry(
                    "number",
                    draws -> draws.pick(
                            draws.shaped("^##########.##"),
                            draws.shaped("-^######"),
                            draws.shaped("1.########e1#"),
                            draws.shaped("0.#############"),
                            "3.14159265358979")),
            Map.entry(
                    "range",
                    draws -> draws.pick(
                            "[" + draws.shaped("2023-01-1#") + ",2024-02-01)",
                            "[" + draws.shaped("^####,2####") + ")",
                            "2019-2020-2021")),
            Map.entry(
                    "path",
                    draws -> draws.pick(
                            "/var/lib/data/" + draws.digits(8) + "/part-" + draws.digits(5) + ".parquet",
                            "web-" + draws.chars("bcdf2456", 9) + "-" + draws.chars("bcdf2456", 5),
                            "org.example.app.Main.run(Main.java:" + draws.digits(3) + ")")),
            Map.entry(
                    "history",
                    draws -> "Date:   Wed Dec " + draws.between(10, 28) + draws.shaped(" 12:2^:^# 20^# -0^00")),
            Map.entry(
                    "table",
                    draws -> draws.pick(
                            draws.shaped("0.0#### ^.##### -0.##### ^.####"),
                            draws.shaped("4^ 86 7## 6## 1## ^^ 88 1##"),
                            draws.shaped("^.##############"),
                            draws.shaped("1,.^#############,-.^###"),
                            draws.shaped("3^0 3 4 4 7 0 34 4 19 0 3"))),
            Map.entry("position", draws -> draws.shaped("+^###-0^###") + "\t" + draws.shaped("-0^##-0^###")),
            Map.entry("zip", draws -> "MA " + draws.shaped("021##-1###")),
            Map.entry("round", draws -> draws.shaped("^######0000")),
            Map.entry("integrity", draws -> "sha512-" + draws.chars(Draws.BASE62, 86) + "=="),
            Map.entry(
                    "camel",
                    draws -> draws.pick("GreaterEqualFloat32x", "TestRaceCaseIssue", "ConvertWideToUint64x")
                            + draws.between(2, 9)),
            Map.entry("bugs", draws -> draws.shaped("GH#^####, GH#^####, GH#^####, CVE-2019-^###, RFC ^###")),
            Map.entry("cas", draws -> draws.shaped("^###-^#-#")),
            Map.entry("words", draws -> draws.pick(PROSE)),
            Map.entry(
                    "no-jwt",
                    draws -> draws.chars("abcdefgh", 12) + "." + draws.chars("abcdefgh", 20) + "."
                            + draws.chars("abcdefgh", 8)),
            Map.entry(
                    "public-pem",
                    draws -> "-----BEGIN CERTIFICATE-----\n" + draws.chars("MIIabc", 64)
                            + "\n-----END CERTIFICATE-----"),
            Map.entry(
                    "identifier",
                    draws -> draws.pick(
                            "customer_address_line_" + draws.below(9),
                            "password_changed_at",
                            "isEmailVerified",
                            "api_key_count=3",
                            "token_type: bearer",
                            "the password must be changed",
                            "secret = null",
                            "phone_verified=true"))));

    private CorpusNearMisses() {}

    static List<String> forms() {
        return List.copyOf(ALL.keySet());
    }

    static String next(Draws draws, String form) {
        return ALL.get(form).apply(draws);
    }
}
