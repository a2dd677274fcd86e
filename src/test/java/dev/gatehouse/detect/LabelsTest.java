package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What spares a look-up never costs a label: each cheap rejection is held against the whole look-up.
class LabelsTest {
    private static final int SECRETS = Labels.PASSWORD | Labels.SECRET | Labels.TOKEN | Labels.KEY;
    private static final List<String> BEFORE = List.of(
            "", " ", "\"", "my_", "my-", "db", "PG", "user", "dbÜ", "é", "写", "the ", "{\"", "x.", "pass", "api_", "9");
    private static final List<String> AFTER = List.of("", "1", "22", "_hash", "-value", "Hash", "s", "plain");
    private static final List<String> WORDS = Arrays.stream(LabelWords.ALL)
            .flatMap(line -> Arrays.stream(line[1].split("\\s+")))
            .distinct()
            .toList();

    @Test
    void noWordOfTheTableIsTurnedAway() {
        for (String[] line : LabelWords.ALL) {
            boolean secret = List.of("password", "secret", "token", "key").contains(line[0]);
            for (String word : line[1].split("\\s+")) {
                byte[] text = bytes("x " + word);
                assertThat(Labels.ENDS.may(text, 0, text.length)).as(word).isTrue();
                assertThat(Labels.ofWordBefore(text, 0, text.length) & SECRETS)
                        .as(word)
                        .satisfies(label -> assertThat(label != 0 || !secret).isTrue());
            }
        }
    }

    @Test
    void wordsInAllTheirFormsAreWhatTheWholeLookUpSays() {
        for (String word : WORDS) {
            String capital = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
            for (String form : List.of(word, word.toUpperCase(Locale.ROOT), capital)) {
                for (String before : BEFORE) {
                    for (String after : AFTER) {
                        isWhatTheWholeLookUpSays(bytes(before + form + after));
                    }
                }
            }
        }
    }

    @Test
    void textsOfAnyEndingAreWhatTheWholeLookUpSays() {
        Random random = new Random(20260711);
        byte[] signs = bytes("abdehiklnoprstwyABDNPSTWY019_- \"é秘");
        for (int i = 0; i < 60_000; i++) {
            byte[] word = bytes(WORDS.get(random.nextInt(WORDS.size())));
            byte[] text = new byte[random.nextInt(1, 60)];
            for (int at = 0; at < text.length; at++) {
                text[at] = signs[random.nextInt(signs.length)];
            }
            int kept = Math.min(Math.min(text.length, word.length), random.nextInt(1, 12));
            System.arraycopy(word, word.length - kept, text, text.length - kept, kept);
            isWhatTheWholeLookUpSays(text);
        }
    }

    private static void isWhatTheWholeLookUpSays(byte[] text) {
        int end = text.length;
        int least = Math.max(0, end - Labels.REACH);
        int last = end;
        while (last > least && ByteClass.isDigit(text[last - 1])) {
            last--;
        }
        boolean word = last > least && ByteClass.is(text[last - 1], ByteClass.LETTER | ByteClass.HIGH);
        int start = word ? Labels.wordStart(text, least, last) : last;
        int whole = word ? Labels.ofWordOrBefore(text, least, start, last) : 0;
        assertThat(Labels.ofWordBefore(text, 0, end) & SECRETS)
                .as(new String(text, StandardCharsets.UTF_8))
                .isEqualTo(whole & SECRETS);
        if (word && Labels.of(text, start, last) != 0) {
            assertThat(Labels.ENDS.may(text, 0, last))
                    .as(new String(text, StandardCharsets.UTF_8))
                    .isTrue();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
