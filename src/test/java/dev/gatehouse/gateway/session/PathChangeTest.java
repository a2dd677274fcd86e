package dev.gatehouse.gateway.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.catalog.NamePath;

import static org.assertj.core.api.Assertions.assertThat;

class PathChangeTest {
    private static final NameChanges SETS = new NameChanges(false, Set.of(), true, false, false, List.of());

    @Test
    void plainSetSaysWhatThePathIsAfterwards() {
        assertThat(PathChange.of("SET search_path TO a, \"B\";", SETS))
                .isEqualTo(new PathChange(PathChange.Kind.SET, Optional.of(new NamePath(List.of("a", "B")))));
        assertThat(PathChange.of("set session search_path = 'x'", SETS).to()).isPresent();
    }

    @Test
    void localOneIsSaidToBeSo() {
        assertThat(PathChange.of("set local search_path = a", SETS))
                .isEqualTo(new PathChange(PathChange.Kind.LOCAL, Optional.of(new NamePath(List.of("a")))));
    }

    @Test
    void resetGoesBackToTheLogin() {
        for (String sql : List.of("reset all", "RESET search_path;", "discard all")) {
            assertThat(PathChange.of(sql, SETS).kind()).isEqualTo(PathChange.Kind.DEFAULT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set search_path = a; set search_path = b",
                "set /* x */ search_path = a",
                "set search_path = default",
                "set U&\"search!005fpath\" uescape '!' = a",
                "select set_config('search' || '_path', 'a', false)"
            })
    void anythingElseThatMayMoveItLeavesItUnknown(String sql) {
        assertThat(PathChange.of(sql, SETS)).isEqualTo(PathChange.UNKNOWN);
    }

    @Test
    void whatIsNotSeenMayMoveItIfItRunsText() {
        NameChanges hidden = new NameChanges(false, Set.of(), false, false, true, List.of());

        assertThat(PathChange.of("/* x */ do $$ begin end $$", hidden)).isNotEqualTo(PathChange.NONE);
        assertThat(PathChange.of("select 1; select nothing", hidden)).isNotEqualTo(PathChange.NONE);
        assertThat(PathChange.of("select nothing from nowhere", hidden)).isEqualTo(PathChange.NONE);
    }

    @Test
    void otherSettingsLeaveItAlone() {
        assertThat(PathChange.of("set extra_float_digits = 3", SETS)).isEqualTo(PathChange.NONE);
        assertThat(PathChange.of("discard temp", SETS)).isEqualTo(PathChange.NONE);
        assertThat(PathChange.of("select 'search_path'", NameChanges.NONE)).isEqualTo(PathChange.NONE);
    }
}
