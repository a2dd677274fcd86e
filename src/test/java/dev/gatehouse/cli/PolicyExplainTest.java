package dev.gatehouse.cli;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.cli.TypedPolicy.Said;

import static org.assertj.core.api.Assertions.assertThat;

/// Why a statement would be decided as it would.
class PolicyExplainTest {
    @TempDir
    Path folder;

    private TypedPolicy policy;

    @BeforeEach
    void configure() {
        policy = new TypedPolicy(folder);
    }

    @Test
    void explainShowsFactsRulesAndDecision() {
        Said said = policy.run(
                "explain", "-o", "json", "--as", "alice,analysts", "--target", "shop", "update orders set x = 1");

        assertThat(said.code()).isZero();
        JsonNode statement = said.json().at("/statements/0");
        assertThat(statement.get("kinds").toString()).isEqualTo("[\"update\"]");
        assertThat(statement.get("flags").toString()).contains("unfiltered");
        assertThat(statement.at("/reasons/0/rule").textValue()).isEqualTo("unbounded/update");
        assertThat(said.json().get("decision").textValue()).isEqualTo("deny");
    }

    @Test
    void explainKnowsAgentsGrantsAndTexts() {
        Said agent = policy.run(
                "explain",
                "-o",
                "json",
                "--as",
                "omar,owners",
                "--agent",
                "bot",
                "--target",
                "shop",
                "create table t (a int)");
        Said granted = policy.run(
                "explain",
                "-o",
                "json",
                "--as",
                "alice",
                "--grant",
                "break-glass",
                "--target",
                "shop-mysql",
                "drop table t");
        Said text = policy.run("explain", "--as", "alice", "--target", "shop", "select 1; drop table t");

        assertThat(agent.out()).contains("agents/read-only", "on behalf of omar");
        assertThat(granted.json().get("decision").textValue()).isEqualTo("allow");
        assertThat(granted.out()).contains("break-glass/destructive/drop");
        assertThat(text.out()).contains("decision  allow", "decision  deny", "destructive/drop");
    }

    @Test
    void explainOfAnUnknownTargetFails() {
        Said said = policy.run("explain", "--as", "alice", "--target", "nowhere", "select 1");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("nowhere");
    }
}
