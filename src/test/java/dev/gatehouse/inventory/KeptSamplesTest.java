package dev.gatehouse.inventory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.detect.SensitiveKind;

import static org.assertj.core.api.Assertions.assertThat;

/// What is kept of samples from one start to the next.
class KeptSamplesTest {
    private static final List<Table> TABLES = tables("public.orders: note, word\npublic.people: who varchar(9)");
    private static final Table ORDERS = TABLES.get(0);
    private static final Table PEOPLE = TABLES.get(1);
    private static final String HEAD =
            "{\"samples\":1,\"target\":\"shop\",\"address\":\"db.example:5432\",\"database\":\"shop\",\"tables\":1}";

    @TempDir
    Path home;

    private static List<Table> tables(String lines) {
        return ColumnSampler.tables(SchemaLines.snapshot(1, SchemaLines.postgres(Set.of("public"), lines)));
    }

    private KeptSamples shop() {
        return of("shop", "db.example:5432", "shop");
    }

    private KeptSamples of(String target, String address, String database) {
        return new KeptSamples(home.resolve("samples"), new KeptSamples.Origin(target, address, database));
    }

    private Path file() {
        return home.resolve("samples").resolve("shop.jsonl");
    }

    private static void show(Samples samples, Table table, int column, int cells, SensitiveKind... kinds) {
        List<Evidence> evidence = List.of(kinds).stream()
                .map(kind -> new Evidence(kind, Evidence.Source.SAMPLED, 1, cells + " of " + cells + " cells"))
                .toList();
        samples.take(table, Map.of(column, new Samples.Shown(evidence, cells, true)));
    }

    private static Samples some() {
        Samples samples = new Samples();
        show(samples, ORDERS, 0, 400, SensitiveKind.EMAIL, SensitiveKind.PHONE);
        show(samples, ORDERS, 1, 400);
        show(samples, PEOPLE, 0, 2, SensitiveKind.NAME);
        return samples;
    }

    private void keepSome() {
        shop().keep(TABLES, some());
    }

    private static Set<SensitiveKind> kinds(Samples samples, Table table, int column) {
        return SensitiveColumn.kinds(samples.of(table, column));
    }

    @Test
    void whatWasFoundIsKnownFromTheStart() {
        keepSome();

        Samples next = new Samples(shop().load());

        assertThat(next.of(ORDERS, 0)).isEqualTo(some().of(ORDERS, 0));
        assertThat(next.of(ORDERS, 1)).isEmpty();
        assertThat(next.of(PEOPLE, 0)).isEqualTo(some().of(PEOPLE, 0));
        assertThat(next.version()).isZero();
    }

    @Test
    void nothingIsKnownWithoutAFile() {
        assertThat(shop().load()).isEmpty();
        assertThat(home.resolve("samples")).doesNotExist();
    }

    @Test
    void columnThatHasAnotherTypeIsNotTakenFromIt() {
        keepSome();
        Samples next = new Samples(shop().load());
        Table other = tables("public.people: who varchar(10)").getFirst();

        assertThat(next.of(other, 0)).isEmpty();
    }

    @Test
    void whatMoreThanAnAccidentHasSaidCannotBeHiddenByOtherRowsAfterARestart() {
        keepSome();
        Samples next = new Samples(shop().load());

        show(next, ORDERS, 0, Basis.ENOUGH, SensitiveKind.PHONE);
        show(next, ORDERS, 0, Basis.ENOUGH);
        shop().keep(TABLES, next);
        Samples last = new Samples(shop().load());
        show(last, ORDERS, 0, Basis.ENOUGH);

        assertThat(kinds(next, ORDERS, 0)).containsExactly(SensitiveKind.EMAIL, SensitiveKind.PHONE);
        assertThat(kinds(last, ORDERS, 0)).containsExactly(SensitiveKind.EMAIL, SensitiveKind.PHONE);
        assertThat(next.version()).isZero();
    }

    @Test
    void whatIsKeptOfAnAccidentCountsUntilEnoughIsSeenThatDoesNotSayIt() {
        keepSome();
        Samples next = new Samples(shop().load());

        show(next, PEOPLE, 0, Basis.ENOUGH - 1);
        assertThat(kinds(next, PEOPLE, 0)).containsExactly(SensitiveKind.NAME);

        show(next, PEOPLE, 0, Basis.ENOUGH);
        assertThat(kinds(next, PEOPLE, 0)).isEmpty();
        assertThat(next.version()).isEqualTo(1);
    }

    /// Whatever is kept falls away, or stays, as it would have without the restart.
    @ParameterizedTest
    @EnumSource(SensitiveKind.class)
    void restartMakesNothingFirmerOrWeaker(SensitiveKind kind) {
        for (int cells = 1; cells <= CellCounts.FEWEST; cells++) {
            Samples samples = new Samples();
            show(samples, ORDERS, 0, cells, kind);
            shop().keep(TABLES, samples);
            Samples next = new Samples(shop().load());
            assertThat(kinds(next, ORDERS, 0)).containsExactly(kind);

            show(samples, ORDERS, 0, Basis.ENOUGH);
            show(next, ORDERS, 0, Basis.ENOUGH);

            assertThat(kinds(next, ORDERS, 0)).isEqualTo(kinds(samples, ORDERS, 0));
        }
    }

    @Test
    void whatIsOfAnotherDatabaseUnderTheSameNameIsNotTaken() {
        keepSome();

        assertThat(of("shop", "db.example:5432", "other").load()).isEmpty();
        assertThat(of("shop", "db.example:5433", "shop").load()).isEmpty();
        assertThat(of("shop", "other.example:5432", "shop").load()).isEmpty();

        of("shop", "db.example:5432", "other").keep(List.of(PEOPLE), some());
        assertThat(of("shop", "db.example:5432", "other").load()).hasSize(1);
        assertThat(shop().load()).isEmpty();
    }

    @Test
    void fileIsForItsOwnerAlone() throws IOException {
        keepSome();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
        try (var files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void fileIsWrittenWhenSomethingHasChanged() throws IOException {
        KeptSamples kept = shop();
        Samples samples = some();
        kept.keep(TABLES, samples);
        Files.delete(file());

        show(samples, ORDERS, 1, 400);
        kept.keep(TABLES, samples);
        assertThat(file()).doesNotExist();

        show(samples, ORDERS, 1, 400, SensitiveKind.CARD);
        kept.keep(TABLES, samples);
        assertThat(kinds(new Samples(shop().load()), ORDERS, 1)).containsExactly(SensitiveKind.CARD);
    }

    @Test
    void tablesThatAreGoneAreForgotten() {
        shop().keep(List.of(PEOPLE), some());

        assertThat(shop().load()).containsOnlyKeys(new Table.Name("public", "people"));
    }

    @Test
    void moreThanFitsIsForgotten() throws IOException {
        List<Table> many = new ArrayList<>(TABLES);
        Samples samples = some();
        String name = "n".repeat(1_000_000);
        for (int i = 0; i < 20; i++) {
            Table table = tables("public." + name + i + ": note").getFirst();
            many.add(table);
            show(samples, table, 0, 400, SensitiveKind.EMAIL);
        }

        shop().keep(many, samples);

        assertThat(Files.size(file())).isLessThan(KeptSamples.LARGEST);
        assertThat(shop().load())
                .hasSizeGreaterThan(10)
                .hasSizeLessThan(many.size())
                .containsKey(new Table.Name("public", "orders"));
    }

    @Test
    void fileThatIsTooLargeIsNotRead() throws IOException {
        keepSome();
        Files.write(file(), new byte[KeptSamples.LARGEST + 1]);

        assertThat(shop().load()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "{",
                "[]",
                "null",
                "{\"samples\":1,\"target\":\"shop\",\"tables\":0}",
                "{\"samples\":1,\"target\":\"other\",\"address\":\"db.example:5432\",\"database\":\"shop\",\"tables\":0}",
                "{\"samples\":2,\"target\":\"shop\",\"address\":\"db.example:5432\",\"database\":\"shop\",\"tables\":0}",
                HEAD,
                HEAD + "\nnull",
                HEAD + "\n{\"schema\":\"public\"}",
                HEAD + "\n{\"schema\":\"public\",\"table\":\"a\","
                        + "\"columns\":[{\"column\":\"x\",\"type\":\"text\",\"kinds\":{\"colour\":\"1 of 1 cells\"}}]}",
                HEAD + "\n{\"schema\":\"public\",\"table\":\"a\","
                        + "\"columns\":[{\"column\":\"x\",\"type\":\"text\",\"kinds\":{\"email\":\"a@b.org\"}}]}"
            })
    void fileThatIsNotOursIsNotUsed(String content) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);

        assertThat(shop().load()).isEmpty();

        keepSome();
        assertThat(shop().load()).hasSize(2);
    }

    @Test
    void fileOfThisShapeIsOurs() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(
                file(),
                HEAD + "\n{\"schema\":\"public\",\"table\":\"a\","
                        + "\"columns\":[{\"column\":\"x\",\"type\":\"text\",\"kinds\":{\"email\":\"3 of 4 cells\"}}]}");

        assertThat(shop().load()).containsOnlyKeys(new Table.Name("public", "a"));
    }

    /// It has a size of 0, and no end.
    @Test
    void deviceInItsPlaceIsNotRead() throws IOException {
        Files.createDirectories(file().getParent());
        Files.createSymbolicLink(file(), Path.of("/dev/zero"));

        assertThat(shop().load()).isEmpty();

        keepSome();
        assertThat(shop().load()).hasSize(2);
        assertThat(file()).isRegularFile();
    }

    @Test
    void fileThatIsNoTextIsNotUsed() throws IOException {
        keepSome();
        Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(shop().load()).isEmpty();
    }

    @Test
    void folderThatCannotBeWrittenIsNoHindrance() throws IOException {
        Files.writeString(home.resolve("samples"), "a file in its place");

        keepSome();

        assertThat(shop().load()).isEmpty();
    }

    @Test
    void targetsHaveFilesOfTheirOwnWhateverTheyAreCalled() {
        for (String target : List.of("shop", "SHOP/../x", "..", "läden", "a b")) {
            of(target, "db.example:5432", "shop").keep(TABLES, some());
            assertThat(of(target, "db.example:5432", "shop").load()).hasSize(2);
        }
        assertThat(home).isDirectoryNotContaining("glob:**.jsonl");
    }

    @Test
    void noValueIsKept() throws Exception {
        Samples samples = new Samples();
        var agenda = new Agenda(SamplingRounds.Pace.STANDARD, System::nanoTime);
        var reader = new ScriptedCells(Map.of(), List.of("ann@corp.example.com", "bob@corp.example.com"));
        new ColumnSampler("shop", reader, samples, agenda).look(TABLES, () -> {});

        shop().keep(TABLES, samples);

        assertThat(Files.readString(file(), StandardCharsets.UTF_8))
                .contains("\"email\":\"2 of 2 cells\"")
                .doesNotContain("corp")
                .doesNotContain("@");
    }
}
