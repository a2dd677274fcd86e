package dev.gatehouse.sql.tree;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.sql.CanonicalText;
import dev.gatehouse.sql.SnapshotCatalog;
import dev.gatehouse.sql.tree.TreeReader.Result;

import static org.assertj.core.api.Assertions.assertThat;

/// A tree is read as far as a canonical text can hold its nodes, and no further.
class TreeReaderTest {
    private static Result read(CanonicalText text) {
        try (TreeParser trees = new TreeParser(5_000)) {
            SnapshotCatalog catalog = new SnapshotCatalog(List.of("s"), "s.a: x, y");
            return new TreeReader(catalog, trees, Language.POSTGRES, _ -> Optional.empty()).read(text);
        }
    }

    /// `list` is read as the list of a query over `a`, whose column `x` it calls `gh_n0`.
    private static CanonicalText over(String list) {
        CanonicalText text = new CanonicalText();
        text.word("select");
        text.name("x");
        text.word(", " + list + " from");
        text.name("a");
        return text;
    }

    @Test
    void sumsAndFunctionsAreRead() {
        assertThat(read(over("gh_f ( 's' + 1 , ( select * from gh_n1 ) ) + gh_n0")))
                .isInstanceOfSatisfying(Result.Read.class, read -> assertThat(
                                read.lineage().outputs().getLast().sources())
                        .extracting(ref -> ref.name())
                        .containsExactlyInAnyOrder("x", "y"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "case when gh_n0 then 's' end",
                "cast ( gh_n0 as text )",
                "gh_n0 - 1",
                "gh_n0 is null",
                "gh_n0 in ( 's' )",
                "gh_n0 between 's' and 's'",
                "not gh_n0",
                "exists ( select 's' )",
                "gh_f ( gh_n0 ) over ( )",
                "gh_n0 [ 1 ]",
                "1.5",
                "null",
                "true",
                "current_date",
                "interval '1' day"
            })
    void whatNoCanonicalTextHoldsIsNotRead(String list) {
        assertThat(read(over(list))).isInstanceOf(Result.NotRead.class);
    }

    @Test
    void nameThatTheTreeHidesIsNotRead() {
        CanonicalText text = new CanonicalText();
        text.word("select gh_f ( 's' order by");
        text.name("x");
        text.word(") from");
        text.name("a");

        assertThat(read(text)).isInstanceOf(Result.NotRead.class);
    }
}
