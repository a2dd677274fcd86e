package dev.gatehouse.catalog;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamePathTest {
    @Test
    void pathIsReadAsTheServerReadsIt() {
        assertThat(read("\"$user\", public")).contains(List.of("$user", "public"));
        assertThat(read(" App ,\"Ap\"\"p\"")).contains(List.of("app", "Ap\"p"));
        assertThat(read("\"a, b\",c")).contains(List.of("a, b", "c"));
        assertThat(read("")).contains(List.of());
        assertThat(read("\"\"")).contains(List.of(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,", ",a", "a b", "\"a", "a\"b", "É"})
    void whatIsNoPathIsUnknown(String value) {
        assertThat(read(value)).isEmpty();
    }

    @Test
    void listOfASetIsReadAsTheServerReadsIt() {
        assertThat(set(" a, \"B\"")).contains(List.of("a", "B"));
        assertThat(set("'A b', c")).contains(List.of("A b", "c"));
        assertThat(set("''")).contains(List.of(""));
        assertThat(set("default")).isEmpty();
        assertThat(set("E'a'")).isEmpty();
        assertThat(set("'a''b'")).isEmpty();
        assertThat(set("")).isEmpty();
    }

    private static Optional<List<String>> set(String list) {
        return NamePath.ofSet(list).map(NamePath::schemas);
    }

    private static Optional<List<String>> read(String value) {
        return NamePath.ofSearchPath(value).map(NamePath::schemas);
    }
}
