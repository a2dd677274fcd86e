package dev.gatehouse.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Puts values where values stand: alone, in a sentence, in the formats that cells of databases hold.
final class CorpusFrames {
    private record Sentence(String kind, String before, String after) {}

    private static final List<Sentence> SENTENCES = sentences();
    private static final int FORMATS = 16;

    private CorpusFrames() {}

    private static List<Sentence> sentences() {
        List<Sentence> all = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                CorpusFrames.class.getResourceAsStream("/detect/sentences.txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split("\\|", 3);
                    int at = parts[2].indexOf("{}");
                    all.add(new Sentence(parts[1], parts[2].substring(0, at), parts[2].substring(at + 2)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(all);
    }

    /// A third alone, a third in sentences, a third in formats.
    static LabelledText around(Draws draws, SensitiveValue value) {
        return switch (draws.below(3)) {
            case 0 -> new LabelledText.Builder().value(value).build();
            case 1 -> sentence(draws, value);
            default -> format(draws, value);
        };
    }

    private static LabelledText sentence(Draws draws, SensitiveValue value) {
        List<Sentence> fitting = SENTENCES.stream()
                .filter(each -> each.kind().equals("*")
                        || each.kind().equals(value.kind().word()))
                .toList();
        Sentence one = draws.pick(fitting);
        LabelledText.Builder text = new LabelledText.Builder();
        for (int i = draws.below(3); i > 0; i--) {
            text.plain(draws.pick(CorpusNearMisses.PROSE)).plain(" ");
        }
        text.plain(one.before()).value(value).plain(one.after());
        if (draws.one(3)) {
            text.plain("\n").plain(draws.pick(CorpusNearMisses.PROSE));
        }
        return text.build();
    }

    private static LabelledText format(Draws draws, SensitiveValue value) {
        LabelledText.Builder text = new LabelledText.Builder();
        SensitiveValue json = value.escaped(CorpusFrames::json);
        SensitiveValue xml = value.escaped(CorpusFrames::xml);
        SensitiveValue quoted = value.escaped(each -> each.replace("\"", "\"\""));
        SensitiveValue array = value.escaped(each -> each.replace("\\", "\\\\").replace("\"", "\\\""));
        return switch (draws.below(FORMATS)) {
            case 0 ->
                text.plain("{\"id\":17,\"value\":\"")
                        .value(json)
                        .plain("\",\"ok\":true}")
                        .build();
            case 1 ->
                text.plain("{ \"a\": [ null, { \"b\": \"")
                        .value(json)
                        .plain("\" } ] }")
                        .build();
            case 2 -> text.plain("[\"x\",\"").value(json).plain("\",\"y\"]").build();
            case 3 ->
                text.plain("<row><v>").value(xml).plain("</v><n>4</n></row>").build();
            case 4 -> text.plain("<person ref=\"").value(xml).plain("\"/>").build();
            case 5 ->
                text.plain("7;2024-05-01;\"").value(quoted).plain("\";\"open\"").build();
            case 6 -> text.plain("12,").value(quoted).plain(",true\n13,,false").build();
            case 7 ->
                text.plain("2024-05-01T10:11:12.345Z INFO [worker-3] app event=saved value=")
                        .value(value)
                        .plain(" took=12ms")
                        .build();
            case 8 -> text.plain("{\"").value(array).plain("\",NULL}").build();
            case 9 -> text.plain("(1,\"").value(quoted).plain("\",t)").build();
            case 10 ->
                text.plain("\"k\"=>\"").value(array).plain("\", \"n\"=>NULL").build();
            case 11 ->
                text.plain("insert into t (a, b) values (1, '")
                        .value(value.escaped(each -> each.replace("'", "''")))
                        .plain("')")
                        .build();
            case 12 -> text.plain("a: 1\nb: ").value(value).plain("\nc: 3\n").build();
            case 13 -> text.plain("x\t").value(value).plain("\t\\N").build();
            case 14 ->
                text.plain("<a href=\"https://example.com/\">")
                        .value(xml)
                        .plain("</a><br/>")
                        .build();
            default ->
                text.plain("Re: ")
                        .value(value)
                        .plain(" / ")
                        .value(value)
                        .plain(" !")
                        .build();
        };
    }

    /// A harmless text in the same places.
    static LabelledText around(Draws draws, String form, String harmless) {
        UnaryOperator<String> sentence = text -> {
            Sentence one = draws.pick(
                    SENTENCES.stream().filter(each -> each.kind().equals("*")).toList());
            return one.before() + text + one.after();
        };
        return LabelledText.harmless(
                form,
                switch (draws.below(6)) {
                    case 0, 1 -> harmless;
                    case 2 -> "{\"id\":17,\"value\":\"" + json(harmless) + "\",\"ok\":true}";
                    case 3 -> "12," + harmless + ",true";
                    case 4 -> "2024-05-01T10:11:12.345Z INFO [worker-3] app event=saved value=" + harmless;
                    default -> sentence.apply(harmless);
                });
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
