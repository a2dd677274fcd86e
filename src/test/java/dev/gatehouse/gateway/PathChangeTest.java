package dev.gatehouse.gateway;

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
                .isEqualTo(new PathChange(true, Optional.of(new NamePath(List.of("a", "B")))));
        assertThat(PathChange.of("set session search_path = 'x'", SETS).to()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set local search_path = a",
                "set search_path = a; set search_path = b",
                "set /* x */ search_path = a",
                "reset all",
                "discard all",
                "set U&\"search!005fpath\" uescape '!' = a",
                "select set_config('search' || '_path', 'a', false)"
            })
    void anythingElseThatMayMoveItLeavesItUnknown(String sql) {
        assertThat(PathChange.of(sql, SETS)).isEqualTo(new PathChange(true, Optional.empty()));
    }

    @Test
    void whatIsNotSeenMayMoveItIfItRunsText() {
        NameChanges hidden = new NameChanges(false, Set.of(), false, false, true, List.of());

        assertThat(PathChange.of("/* x */ do $$ begin end $$", hidden).moves()).isTrue();
        assertThat(PathChange.of("select 1; select nothing", hidden).moves()).isTrue();
        assertThat(PathChange.of("select nothing from nowhere", hidden).moves()).isFalse();
    }

    @Test
    void otherSettingsLeaveItAlone() {
        assertThat(PathChange.of("set extra_float_digits = 3", SETS)).isEqualTo(PathChange.NONE);
        assertThat(PathChange.of("select 'search_path'", NameChanges.NONE)).isEqualTo(PathChange.NONE);
    }
}
