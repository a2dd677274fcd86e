package dev.gatehouse.gateway.reading;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.audit.RecordedText;
import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.gateway.session.ReadingContext;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Discretion;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;

/// What stands on the record of the texts that clients send. Threads: any.
public final class RecordedTexts {
    private static final String GONE = "?";
    private static final TextScan SCAN = new TextScan(_ -> true, GONE);

    /// A user's name is needed, whether or not it is an address; a token in its place is not.
    private static final Set<SensitiveKind> OF_NAMES =
            EnumSet.of(SensitiveKind.EMAIL, SensitiveKind.NAME, SensitiveKind.PHONE);

    private static final TextScan NAME_SCAN = new TextScan(kind -> !OF_NAMES.contains(kind), GONE);

    private final AuditSettings.Literals literals;
    private final UnaryOperator<String> keyed;

    /// What the record says of a text.
    ///
    /// @param fingerprint as it shall stand there
    record Entry(RecordedText text, Exposure exposure, String fingerprint, RecordedTexts texts) {
        static final Entry NOTHING = new Entry(
                RecordedText.asSent(""),
                Exposure.UNREAD,
                "",
                new RecordedTexts(AuditSettings.Literals.SENSITIVE, UnaryOperator.identity()));
    }

    /// @param keyed makes of a fingerprint one of which nobody can try out what it was made of
    public RecordedTexts(AuditSettings.Literals literals, UnaryOperator<String> keyed) {
        this.literals = literals;
        this.keyed = keyed;
    }

    /// What a session says of itself, without anything sensitive in it.
    public static String said(String words) {
        return SCAN.apply(words);
    }

    /// The name that somebody gives who has not proved it.
    public static String claimed(String user) {
        return NAME_SCAN.apply(user);
    }

    Entry entry(SqlReader reader, Analysis analysis, String sql, ReadingContext context) {
        Exposure exposure = exposure(reader, analysis, sql, context);
        RecordedText text = text(reader, sql, context, exposure);
        return new Entry(text, exposure, fingerprint(reader, sql, context, analysis.fingerprint(), text), this);
    }

    /// How near the text's literals come to sensitive values; nobody asks where the configuration has decided.
    private Exposure exposure(SqlReader reader, Analysis analysis, String sql, ReadingContext context) {
        return literals == AuditSettings.Literals.SENSITIVE
                ? Exposure.of(analysis, reader.normalizer().normalize(sql, context.variables()))
                : Exposure.APART;
    }

    /// Whether texts of one form stand on the record the same but for white space: without any literal.
    boolean formTells(Exposure exposure) {
        return switch (literals) {
            case KEEP -> false;
            case REPLACE -> true;
            case SENSITIVE -> exposure.compareTo(Exposure.ALL) >= 0;
        };
    }

    RecordedText text(SqlReader reader, String sql, ReadingContext context, Exposure exposure) {
        return switch (literals) {
            case KEEP -> RecordedText.asSent(sql);
            case REPLACE -> RecordedText.of(sql, reader.normalizer().normalize(sql, context.variables()));
            case SENSITIVE -> sensitive(reader, sql, context, exposure);
        };
    }

    private RecordedText sensitive(SqlReader reader, String sql, ReadingContext context, Exposure exposure) {
        if (exposure == Exposure.APART && !mayHide(sql) && !SCAN.finds(sql)) {
            return RecordedText.asSent(sql);
        }
        String left = reader.normalizer().discreet(sql, context.variables(), new Hiding(exposure));
        return RecordedText.of(sql, SCAN.apply(left));
    }

    /// Whether a value may stand there in another form than its own: with escapes, as hexadecimal digits, or in
    /// several parts.
    private static boolean mayHide(String sql) {
        int length = sql.length();
        boolean quoted = false; // nothing but white space since the last quote
        for (int i = 0; i < length; i++) {
            char c = sql.charAt(i);
            char next = i + 1 < length ? sql.charAt(i + 1) : ' ';
            if (c == '\\'
                    || c == '/' && next == '*'
                    || c == '-' && next == '-'
                    || c == '0' && (next | 0x20) == 'x'
                    || next == '\'' && ((c | 0x20) == 'x' || (c | 0x20) == 'b' || c == '&')) {
                return true;
            }
            if (c == '\'' || c == '"') {
                if (quoted) {
                    return true;
                }
                quoted = true;
            } else {
                quoted &= c <= ' ';
            }
        }
        return false;
    }

    /// The fingerprint as it stands on the record. Where the text is not whole there, and the fingerprint is made
    /// of what is missing, whoever has the record could try out values.
    private String fingerprint(
            SqlReader reader, String sql, ReadingContext context, String fingerprint, RecordedText text) {
        return text.replaced() && reader.normalizer().fingerprintsValues(sql, context.variables())
                ? keyed.apply(fingerprint)
                : fingerprint;
    }

    /// The same statements with names of outputs that the record may have.
    List<StatementFacts> named(List<StatementFacts> statements) {
        if (literals == AuditSettings.Literals.KEEP) {
            return statements;
        }
        List<StatementFacts> all = new ArrayList<>(statements.size());
        for (StatementFacts facts : statements) {
            Optional<Lineage> lineage = facts.lineage()
                    .filter(known -> known.outputs().stream().anyMatch(output -> SCAN.finds(output.name())));
            all.add(lineage.map(known -> facts.with(known.naming(SCAN))).orElse(facts));
        }
        return all;
    }

    private record Hiding(Exposure exposure) implements Discretion {
        @Override
        public boolean hidesLiteral(String value, boolean listed) {
            return switch (exposure) {
                case APART -> SCAN.finds(value);
                case LISTED -> listed || SCAN.finds(value);
                case ALL, UNREAD -> true;
            };
        }

        @Override
        public boolean hidesName(String name) {
            return exposure == Exposure.UNREAD || SCAN.finds(name);
        }

        @Override
        public boolean hidesComment(String comment) {
            return switch (exposure) {
                case APART -> SCAN.finds(comment);
                case LISTED, ALL, UNREAD -> true;
            };
        }
    }
}
