package dev.gatehouse.it;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.support.PgRawClient;

import static org.assertj.core.api.Assertions.assertThat;

/// Nothing sensitive reaches a client of PostgreSQL that the policy does not trust with it: each query in each way of
/// asking, judged by the bytes that arrived.
@Timeout(180)
class PostgresMaskingIT {
    @TempDir
    static Path folder;

    private static LeakHouse house;
    private static List<MaskedQuery> queries;

    @BeforeAll
    static void open() throws Exception {
        house = MaskedHouse.open(folder);
        queries = MaskedQuery.read("/masking/postgresql.txt");
    }

    @AfterAll
    static void close() throws SQLException {
        house.close();
    }

    @Test
    void everyWayShowsNothingSensitive() throws Exception {
        MaskedOutcomes outcomes = new MaskedOutcomes();
        PgRawClient client = client();
        for (MaskedQuery query : queries) {
            for (PgWay way : PgWay.values()) {
                if (!way.takes(query.expect())) {
                    continue;
                }
                client.listen();
                boolean failed;
                try {
                    failed = way.replies(client, query.text()).stream().anyMatch(reply -> reply.startsWith("E"));
                } catch (IOException e) {
                    outcomes.ended(query, way.name(), e);
                    failed = true;
                }
                outcomes.add(query, way.name(), client.heard(), failed);
                if (query.expect() == MaskedQuery.Expect.SAY || failed && !way.clean(client)) {
                    client.close();
                    client = client();
                }
            }
        }
        client.close();

        outcomes.print("postgresql");
        assertThat(outcomes.faults()).as("faults, printed above").isZero();
    }

    private static PgRawClient client() throws IOException {
        PgRawClient client =
                PgRawClient.open(house.postgresPort(), "ann", house.token("ann", "analysts"), "database", "pg");
        client.listen();
        return client;
    }
}
