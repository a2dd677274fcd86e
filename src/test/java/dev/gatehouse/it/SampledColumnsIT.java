package dev.gatehouse.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;

import static dev.gatehouse.support.Jdbc.run;
import static dev.gatehouse.support.Jdbc.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A column whose name says nothing is sensitive once its values have been looked at: whatever is made of them is
/// masked, also what no longer looks like them.
@Timeout(180)
class SampledColumnsIT {
    private static final String ANN = "ann.other@corp.example.com";
    private static final String FILL = "insert into plain_things values (1, '" + ANN
            + "'), (2, 'bob.other@corp.example.com'), (3, 'cy.other@corp.example.com')";

    @TempDir
    Path folder;

    private static void isMaskedInTime(Connection client, Connection owner) throws SQLException {
        String query = "select md5(w2) from plain_things where w1 = 1";
        String digest = single(owner, query);

        assertThat(single(client, "select w2 from plain_things where w1 = 1")).doesNotContain("ann.other");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !single(client, query).contains(digest));
        assertThat(single(client, query)).doesNotContain(digest.substring(1, 9));
        assertThat(single(client, "select w1 from plain_things where w1 = 1")).isEqualTo("1");
    }

    /// What was found, and no value, is in the file that the next start reads.
    private void isKept(String target) {
        Path file = folder.resolve("journal").resolve("samples").resolve(target + ".jsonl");
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> Files.readString(file), text -> text.contains("plain_things"));
        assertThat(file)
                .content()
                .containsPattern("\"address\":\"[^\"]+:[0-9]+\",\"database\":\"[^\"]+\"")
                .contains("\"email\":\"3 of 3 cells\"")
                .doesNotContain("corp.example");
    }

    /// Nothing in the table says any longer that it must be; what another start has found does, from the first
    /// statement on.
    private static void isMaskedStill(Connection client, Connection owner) throws SQLException {
        String query = "select md5(w2) from plain_things where w1 = 1";

        assertThat(single(client, query)).doesNotContain(single(owner, query).substring(1, 9));
    }

    private interface Login {
        Connection on(GovernedGateway gateway) throws SQLException;
    }

    private void isMaskedAlsoAfterARestart(Connection owner, String target, Login login) throws Exception {
        run(owner, "create table plain_things (w1 int primary key, w2 varchar(80))", FILL);
        try {
            try (GovernedGateway gateway = new GovernedGateway(folder);
                    Connection client = login.on(gateway)) {
                isMaskedInTime(client, owner);
                isKept(target);
            }
            run(owner, "update plain_things set w2 = 'some words'");
            try (GovernedGateway gateway = new GovernedGateway(folder);
                    Connection client = login.on(gateway)) {
                isMaskedStill(client, owner);
            }
        } finally {
            run(owner, "drop table plain_things");
        }
    }

    @Test
    void postgresColumnIsMaskedByWhatItsValuesAre() throws Exception {
        try (Connection owner = Jdbc.postgres(Databases.postgres())) {
            isMaskedAlsoAfterARestart(owner, "dev", gateway -> gateway.boundOnPostgres("dev"));
        }
    }

    @Test
    void mysqlColumnIsMaskedByWhatItsValuesAre() throws Exception {
        try (Connection owner = Jdbc.mysql(Databases.mysql())) {
            isMaskedAlsoAfterARestart(owner, "dev-my", gateway -> gateway.boundOnMysql("dev-my"));
        }
    }
}
