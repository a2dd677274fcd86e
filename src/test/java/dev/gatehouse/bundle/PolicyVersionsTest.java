package dev.gatehouse.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.rego.RegoBundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PolicyVersionsTest {
    @TempDir
    private Path folder;

    @Test
    void newestIsFirstWhateverTheTimesLookLikeAsText() throws Exception {
        PolicyVersions versions = new PolicyVersions(folder);

        versions.keep(bundle("one"), "here", Instant.parse("2026-01-01T00:00:01Z"));
        versions.keep(bundle("two"), "here", Instant.parse("2026-01-01T00:00:01.123Z"));
        versions.keep(bundle("three"), "here", Instant.parse("2026-01-01T00:00:01.123456Z"));

        assertThat(versions.all()).extracting(PolicyVersions.Version::revision).containsExactly("three", "two", "one");
    }

    @Test
    void aVersionWithoutATimeIsAFault() throws Exception {
        PolicyVersions versions = new PolicyVersions(folder);
        RegoBundle bundle = bundle("one");
        versions.keep(bundle, "here", Instant.EPOCH);
        Path file = folder.resolve(bundle.digest() + ".json");
        Files.writeString(file, Files.readString(file).replace("1970-01-01T00:00:00Z", "long ago"));

        assertThatThrownBy(versions::all).isInstanceOf(IOException.class).hasMessageContaining("has no time");
    }

    private static RegoBundle bundle(String revision) throws Exception {
        return RegoBundle.of(Map.of(
                ".manifest",
                ("{\"revision\": \"" + revision + "\"}").getBytes(UTF_8),
                "plan.json",
                "{}".getBytes(UTF_8),
                "data.json",
                "{}".getBytes(UTF_8)));
    }
}
