package dev.gatehouse.detect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.gatehouse.detect.LabelledText.Label;

import static org.assertj.core.api.Assertions.assertThat;

/// How well the scanner finds, on a corpus that knows nothing of it. Recall: which part of the labelled values is
/// covered wholly by findings of their kind. Precision: which part of the findings touches nothing but labelled
/// text.
class DetectionQualityTest {
    private static final Set<SensitiveKind> STRUCTURED = EnumSet.of(
            SensitiveKind.EMAIL,
            SensitiveKind.CARD,
            SensitiveKind.IBAN,
            SensitiveKind.NATIONAL_ID,
            SensitiveKind.TOKEN,
            SensitiveKind.KEY);
    private static final Set<SensitiveKind> FREE = EnumSet.of(SensitiveKind.PHONE, SensitiveKind.ADDRESS);

    /// Which of these a random text is, only its issuer knows.
    private static final Set<SensitiveKind> CREDENTIALS =
            EnumSet.of(SensitiveKind.KEY, SensitiveKind.TOKEN, SensitiveKind.PASSWORD, SensitiveKind.SECRET);

    private record Finding(SensitiveKind kind, int from, int to) {}

    private static final class Score {
        int labelled;
        int covered;
        int findings;
        int right;
        final Map<String, int[]> missed = new TreeMap<>();
        final Map<String, int[]> wrong = new TreeMap<>();
        final List<String> examples = new ArrayList<>();

        double recall() {
            return labelled == 0 ? 1 : (double) covered / labelled;
        }

        double precision() {
            return findings == 0 ? 1 : (double) right / findings;
        }

        void example(String what, LabelledText text, int from, int to) {
            if (examples.size() < 12) {
                examples.add(what + " <" + text.part(from, to).replace("\n", "\\n") + "> in <"
                        + text.toString().replace("\n", "\\n") + ">");
            }
        }
    }

    private final ValueScanner scanner = new ValueScanner();

    @Test
    void findsWhatIsSensitiveAndLeavesTheRest() {
        Map<SensitiveKind, Score> scores = scored(LabelledCorpus.texts(LabelledCorpus.SEED));

        print(scores);
        for (SensitiveKind kind : STRUCTURED) {
            assertThat(scores.get(kind).recall()).as("recall of " + kind.word()).isGreaterThanOrEqualTo(0.99);
            assertThat(scores.get(kind).precision())
                    .as("precision of " + kind.word())
                    .isGreaterThanOrEqualTo(0.98);
        }
        for (SensitiveKind kind : FREE) {
            assertThat(scores.get(kind).recall()).as("recall of " + kind.word()).isGreaterThanOrEqualTo(0.9);
            assertThat(scores.get(kind).precision())
                    .as("precision of " + kind.word())
                    .isGreaterThanOrEqualTo(0.9);
        }
        assertThat(scores.get(SensitiveKind.PASSWORD).recall())
                .as("recall of passwords")
                .isGreaterThanOrEqualTo(0.9);
        assertThat(scores.get(SensitiveKind.SECRET).recall())
                .as("recall of secrets")
                .isGreaterThanOrEqualTo(0.8);
        assertThat(scores.get(SensitiveKind.SECRET).precision())
                .as("precision of secrets")
                .isGreaterThanOrEqualTo(0.8);
        assertThat(CorpusIdentities.countries()).isGreaterThanOrEqualTo(12);
    }

    private Map<SensitiveKind, Score> scored(List<LabelledText> texts) {
        Map<SensitiveKind, Score> scores = new EnumMap<>(SensitiveKind.class);
        for (SensitiveKind kind : SensitiveKind.values()) {
            scores.put(kind, new Score());
        }
        for (LabelledText text : texts) {
            List<Finding> findings = findings(text.bytes());
            for (Label label : text.labels()) {
                recall(scores.get(label.kind()), text, label, findings);
            }
            for (Finding finding : findings) {
                precision(scores.get(finding.kind()), text, finding);
            }
        }
        return scores;
    }

    private List<Finding> findings(byte[] text) {
        List<Finding> all = new ArrayList<>();
        int from = 0;
        int count;
        do {
            count = scanner.scan(text, from, text.length);
            for (int i = 0; i < count; i++) {
                all.add(new Finding(scanner.kind(i), scanner.start(i), scanner.end(i)));
                from = scanner.end(i);
            }
        } while (count >= 64);
        return all;
    }

    private static void recall(Score score, LabelledText text, Label label, List<Finding> findings) {
        score.labelled++;
        int at = label.from();
        for (Finding finding : findings) {
            boolean fits = finding.kind() == label.kind()
                    || CREDENTIALS.contains(finding.kind()) && CREDENTIALS.contains(label.kind());
            if (fits && finding.from() <= at && finding.to() > at) {
                at = finding.to();
            }
        }
        if (at >= label.to()) {
            score.covered++;
        } else {
            score.missed.computeIfAbsent(label.form(), _ -> new int[1])[0]++;
            score.example("missed", text, label.from(), label.to());
        }
    }

    private static void precision(Score score, LabelledText text, Finding finding) {
        score.findings++;
        boolean right = text.labels().stream()
                .anyMatch(label -> label.outerFrom() <= finding.from() && finding.to() <= label.outerTo());
        if (right) {
            score.right++;
        } else {
            score.wrong.computeIfAbsent(text.form(), _ -> new int[1])[0]++;
            score.example("wrong", text, finding.from(), finding.to());
        }
    }

    private static void print(Map<SensitiveKind, Score> scores) {
        StringBuilder table = new StringBuilder("\nDETECTION   labelled  recall  findings  precision\n");
        scores.forEach((kind, score) -> {
            if (score.labelled + score.findings > 0) {
                table.append("  %-12s %6d  %.4f   %6d  %.4f%n"
                        .formatted(kind.word(), score.labelled, score.recall(), score.findings, score.precision()));
            }
        });
        scores.forEach((kind, score) -> {
            score.missed.forEach(
                    (form, count) -> table.append("  missed %s: %s %d%n".formatted(kind.word(), form, count[0])));
            score.wrong.forEach(
                    (form, count) -> table.append("  wrong %s: %s %d%n".formatted(kind.word(), form, count[0])));
        });
        if (Boolean.getBoolean("gatehouse.detection.examples")) {
            scores.forEach((kind, score) -> score.examples.forEach(each -> table.append("  ")
                    .append(kind.word())
                    .append(": ")
                    .append(each)
                    .append('\n')));
        }
        System.out.print(table);
    }
}
