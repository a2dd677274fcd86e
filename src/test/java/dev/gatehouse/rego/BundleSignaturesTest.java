package dev.gatehouse.rego;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.rego.builtin.BundleKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The fixture was signed by `opa build` with the private half of `public.pem`.
class BundleSignaturesTest {
    private static final Path SIGNED = Path.of("src/test/resources/rego/signed");

    @TempDir
    Path copy;

    private BundleKey key;

    @BeforeEach
    void unpack() throws Exception {
        for (var name : List.of("data.json", "plan.json", ".manifest", ".signatures.json")) {
            Files.copy(SIGNED.resolve(name), copy.resolve(name));
        }
        key = BundleKey.of("RS256", Files.readString(SIGNED.resolve("public.pem")), "");
    }

    @Test
    void signedBundleIsTaken() throws Exception {
        assertThat(load().verified(key).revision()).isEqualTo("r1");
    }

    @Test
    void whiteSpaceInDataDoesNotMatter() throws Exception {
        Files.writeString(copy.resolve("data.json"), "{ \"x\" : { \"list\" : [ 1, 2, 3 ] } }\n");
        assertThat(load().verified(key).revision()).isEqualTo("r1");
    }

    @Test
    void changedDataIsRefused() throws Exception {
        Files.writeString(copy.resolve("data.json"), "{\"x\":{\"list\":[1,2,3,4]}}");
        assertThatThrownBy(() -> load().verified(key))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("data.json");
    }

    @Test
    void changedPlanIsRefused() throws Exception {
        Files.writeString(copy.resolve("plan.json"), Files.readString(copy.resolve("plan.json")) + " ");
        assertThatThrownBy(() -> load().verified(key))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("plan.json");
    }

    @Test
    void changedRootsAreRefused() throws Exception {
        Files.writeString(copy.resolve(".manifest"), "{\"revision\":\"r1\"}");
        assertThatThrownBy(() -> load().verified(key))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining(".manifest");
    }

    @Test
    void addedDataIsRefused() throws Exception {
        Files.createDirectory(copy.resolve("x"));
        Files.writeString(copy.resolve("x/data.json"), "{\"more\":true}");
        assertThatThrownBy(() -> load().verified(key))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("leaves out");
    }

    @Test
    void removedDataIsRefused() throws Exception {
        Files.delete(copy.resolve("data.json"));
        assertThatThrownBy(() -> load().verified(key))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("lacks");
    }

    @Test
    void missingSignatureIsRefused() throws Exception {
        Files.delete(copy.resolve(".signatures.json"));
        assertThatThrownBy(() -> load().verified(key))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("not signed");
    }

    @Test
    void signatureByAnotherAlgorithmIsRefused() throws Exception {
        // Given the public key taken for a secret, the oldest trick
        var confused = BundleKey.of("HS256", Files.readString(SIGNED.resolve("public.pem")), "");
        // When / Then
        assertThatThrownBy(() -> load().verified(confused)).isInstanceOf(BundleRefused.class);
    }

    @Test
    void signatureForAnotherScopeIsRefused() throws Exception {
        var scoped = BundleKey.of("RS256", Files.readString(SIGNED.resolve("public.pem")), "write");
        assertThatThrownBy(() -> load().verified(scoped))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("scope");
    }

    private RegoBundle load() throws BundleRefused {
        return RegoBundle.load(copy, BundleLimits.STANDARD);
    }
}
