package dev.gatehouse.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.rego.Budget;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.RegoObject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Directories of sources, compiled by a child process.
class PolicyCompilerTest {
    @TempDir
    Path folder;

    @Test
    void sourcesAreCompiledWithoutTheirTests() throws Exception {
        // Given
        PolicyCompiler compiler = new PolicyCompiler(Optional.empty(), "gatehouse/decision");
        assumeTrue(compiler.found().isPresent(), () -> {
            System.out.println("SKIPPED: no `opa` on the PATH, so no sources are compiled here");
            return "no opa";
        });
        Files.writeString(folder.resolve("a.rego"), "package gatehouse\n\ndecision := {\"allow\": data.open}\n");
        Files.writeString(folder.resolve("a_test.rego"), "this is no rego\n");
        Files.writeString(folder.resolve("data.json"), "{\"open\": false}");

        // When
        RegoBundle bundle = PolicyOnDisk.read(folder, compiler);

        // Then
        Evaluation answer =
                PolicyLoader.plan(bundle, "gatehouse/decision", Budget.STANDARD).evaluate(RegoObject.EMPTY);
        assertThat(answer.toString()).contains("{\"allow\":false}");
        assertThat(bundle.revision()).matches("source-[0-9a-f]{12}");
    }

    @Test
    void whatTheProgramSaysOfBadSourcesIsTheReason() throws Exception {
        Path program = program("echo 'a.rego:1: no such thing' >&2; exit 1");
        PolicyCompiler compiler = new PolicyCompiler(Optional.of(program), "gatehouse/decision");

        assertThatThrownBy(() -> compiler.compile(folder))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("a.rego:1: no such thing");
    }

    @Test
    void theProgramSeesNothingOfOurEnvironmentButThePath() throws Exception {
        Path program = program("env; exit 1");
        PolicyCompiler compiler = new PolicyCompiler(Optional.of(program), "gatehouse/decision");

        var run = compiler.run(folder, java.util.List.of());

        assertThat(run.output()).contains("PATH=").doesNotContain("JAVA_HOME", "USER=");
    }

    @Test
    void withoutAProgramSourcesAreRefusedWithWhatToDo() {
        PolicyCompiler compiler = new PolicyCompiler(Optional.of(folder.resolve("no-such-opa")), "gatehouse/decision");

        assertThatThrownBy(() -> compiler.compile(folder))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("gatehouse.policy.opa");
    }

    @Test
    void aDirectoryWithACompiledFormIsNoSource() throws Exception {
        Files.writeString(folder.resolve("a.rego"), "package a\n");
        assertThat(PolicyOnDisk.isSource(folder)).isTrue();

        Files.writeString(folder.resolve("plan.json"), "{}");
        assertThat(PolicyOnDisk.isSource(folder)).isFalse();
    }

    private Path program(String script) throws IOException {
        Path program = folder.resolve("opa");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }
}
