package dev.gatehouse.inventory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.detect.SensitiveKind;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever becomes of the lines: they are read as they were written, or refused.
class SampleLinesProperties {
    private static final List<Table> TABLES = ColumnSampler.tables(SchemaLines.snapshot(
            1, SchemaLines.postgres(Set.of("public"), "public.a: x, y\npublic.b b: z\npublic.c: Ä\"")));

    private static final KeptSamples.Origin SHOP = new KeptSamples.Origin("shop", "db.example:5432", "shop");

    /// As the file has them, but for the last line break.
    private static String written(int all, int cells) throws IOException {
        Samples samples = new Samples();
        List<String> lines = new ArrayList<>();
        for (Table table : TABLES) {
            Evidence evidence = new Evidence(
                    SensitiveKind.EMAIL,
                    Evidence.Source.SAMPLED,
                    (double) all / cells,
                    all + " of " + cells + " cells");
            samples.take(table, Map.of(0, new Samples.Shown(List.of(evidence), 1, true)));
            lines.add(SampleLines.line(table, samples));
        }
        lines.addFirst(SampleLines.head(SHOP, TABLES.size()));
        return String.join("\n", lines);
    }

    /// Nothing, if they are refused.
    private static Map<Table.Name, Map<String, Samples.Sampled>> read(String text) {
        try {
            return SampleLines.read(SHOP, text.lines().toList());
        } catch (IOException refused) {
            return Map.of();
        }
    }

    @Property
    void whatIsWrittenIsRead(
            @ForAll @IntRange(min = 1, max = 400) int all, @ForAll @IntRange(min = 0, max = 400) int more)
            throws IOException {
        Samples samples = new Samples(read(written(all, all + more)));

        assertThat(TABLES).allSatisfy(table -> assertThat(samples.of(table, 0))
                .containsExactly(new Evidence(
                        SensitiveKind.EMAIL,
                        Evidence.Source.SAMPLED,
                        (double) all / (all + more),
                        all + " of " + (all + more) + " cells")));
    }

    @Property
    void whatWasCutIsRefused(@ForAll @IntRange(min = 0, max = 1_000) int length) throws IOException {
        String whole = written(380, 400);

        assertThat(read(whole.substring(0, length % whole.length()))).isEmpty();
    }

    @Property
    void whatWasChangedHasNoMoreThanWasWritten(@ForAll @IntRange(min = 0, max = 1_000) int at, @ForAll char now)
            throws IOException {
        StringBuilder text = new StringBuilder(written(380, 400));
        text.setCharAt(at % text.length(), now);

        assertThat(read(text.toString())).hasSizeLessThanOrEqualTo(TABLES.size());
    }

    @Property
    void anyTextIsRefused(@ForAll String text) {
        assertThat(read(text)).isEmpty();
    }
}
