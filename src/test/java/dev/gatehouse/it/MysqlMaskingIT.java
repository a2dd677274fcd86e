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

import static org.assertj.core.api.Assertions.assertThat;

/// Nothing sensitive reaches a client of MySQL that the policy does not trust with it: each query as a text, among
/// several texts, and prepared, by cursor and without, judged by the bytes that arrived.
@Timeout(180)
class MysqlMaskingIT {
    private enum Way {
        TEXT,
        SEVERAL,
        PREPARED;

        void ask(MysqlLeakClient client, String query) throws IOException {
            switch (this) {
                case TEXT -> client.say(query);
                case SEVERAL -> client.say("select 1; " + query + "; select 2");
                case PREPARED -> client.prepare(query);
            }
        }
    }

    @TempDir
    static Path folder;

    private static LeakHouse house;
    private static List<MaskedQuery> queries;

    @BeforeAll
    static void open() throws Exception {
        house = MaskedHouse.open(folder);
        queries = MaskedQuery.read("/masking/mysql.txt");
    }

    @AfterAll
    static void close() throws SQLException {
        house.close();
    }

    @Test
    void everyWayShowsNothingSensitive() throws Exception {
        MaskedOutcomes outcomes = new MaskedOutcomes();
        MysqlLeakClient client = client();
        for (MaskedQuery query : queries) {
            for (Way way : Way.values()) {
                boolean once = query.expect() == MaskedQuery.Expect.SAY || query.expect() == MaskedQuery.Expect.CHANGE;
                if (once && way != Way.TEXT) {
                    continue;
                }
                client.listen();
                boolean failed = false;
                try {
                    way.ask(client, query.text());
                } catch (IOException e) {
                    outcomes.ended(query, way.name(), e);
                    failed = true;
                }
                outcomes.add(judged(query, way), way.name(), client.heard(), failed || client.errors() > 0);
                if (failed || query.expect() == MaskedQuery.Expect.SAY) {
                    client.close();
                    client = client();
                }
            }
        }
        client.close();

        outcomes.print("mysql");
        assertThat(outcomes.faults()).as("faults, printed above").isZero();
    }

    /// Among other statements a procedure is not read: all that it sends is masked whole.
    private static MaskedQuery judged(MaskedQuery query, Way way) {
        return way == Way.SEVERAL && query.text().startsWith("call ")
                ? new MaskedQuery(MaskedQuery.Expect.HIDE, query.text())
                : query;
    }

    private static MysqlLeakClient client() throws IOException {
        return (MysqlLeakClient) house.client(false, "ann", "analysts");
    }
}
