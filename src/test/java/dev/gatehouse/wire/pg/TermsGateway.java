package dev.gatehouse.wire.pg;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.PgGateway;
import dev.gatehouse.support.PgRawClient;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.Terms;

/// A gateway before a real server, whose gate permits on terms; for each test a client, and a table `terms_t` with
/// the numbers from 1 to 20.
final class TermsGateway implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    static final Refusal TIME_UP = new Refusal.TimedOut("time is up", "d-1");
    static final Refusal OVERRUN = new Refusal.Cancelled("no end of rows", "d-1");
    static final String NOTICE = "WARNING 01000 only so many";
    static final Terms READ_ONLY = new Terms(true, true, null, null);

    PgGateway gateway;
    PgRawClient client;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        gateway = new PgGateway(Databases.postgres());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        gateway.close();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        client = PgRawClient.open(gateway.port(), "alice", AllowAllGates.PASSWORD);
        client.query("drop table if exists terms_t; create table terms_t (id int);"
                        + " insert into terms_t select generate_series(1, 20);"
                        + " create or replace function terms_write() returns int language plpgsql as"
                        + " $$begin insert into terms_t values (99); return 1; end$$")
                .ask();
        client.notices.clear();
        gateway.gates.outcomes.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        gateway.gates.permitAll();
        client.close();
    }

    /// What `which` says of is on `terms`; the rest passes.
    void terms(Predicate<String> which, Terms terms) {
        gateway.gates.ruling = request -> gateway.gates.forward(
                which.test(request.sql())
                        ? new Terms(!request.sql().contains(";"), terms.readOnly(), terms.rows(), terms.time())
                        : Terms.NONE);
    }

    void rows(long most) {
        gateway.gates.ruling = request -> gateway.gates.forward(rowTerms(most, request));
    }

    static Terms rowTerms(long most, StatementRequest request) {
        boolean one = !request.sql().contains(";");
        boolean oneQuery = one && request.sql().startsWith("select");
        return new Terms(one, false, new Terms.RowLimit(most, oneQuery, "only so many", OVERRUN), null);
    }

    static Terms time(Duration most) {
        return new Terms(true, false, null, new Terms.TimeLimit(most, TIME_UP));
    }

    Outcome lastOutcome() {
        return gateway.gates.outcomes.getLast();
    }

    List<String> count(int id) throws Exception {
        return client.query("select count(*) from terms_t where id = " + id).ask();
    }
}
