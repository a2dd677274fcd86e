package dev.gatehouse.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.mysqlclient.MySQLException;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.data.Inet;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.RowStream;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;

import dev.gatehouse.boot.demo.DatabaseServer;

/// What a reactive client is told, line by line, over one connection. Threads: the test's own.
final class VertxScript {
    private static final long PATIENCE_SECONDS = 20;

    private final List<String> told = new ArrayList<>();
    private final SqlConnection connection;

    VertxScript(SqlConnection connection) {
        this.connection = connection;
    }

    List<String> told() {
        return told;
    }

    /// A line of what came of this.
    void tell(String what, Future<?> future) throws Exception {
        told.add(what + " " + outcome(future));
    }

    static SqlConnectOptions named(SqlConnectOptions options, DatabaseServer server) {
        return options.setHost(server.host())
                .setPort(server.port())
                .setUser(server.user())
                .setPassword(server.password())
                .setDatabase(server.database());
    }

    /// What both clients have: batches, prepared statements used again, errors, transactions.
    void common(String insert, String select) throws Exception {
        List<Tuple> batch = new ArrayList<>();
        for (int id = 0; id < 120; id++) {
            batch.add(Tuple.of(id, id % 7 == 0 ? null : "v" + id + "ä"));
        }
        told.add("batch " + outcome(connection.preparedQuery(insert).executeBatch(batch)));
        told.add("batch again " + outcome(connection.preparedQuery(insert).executeBatch(batch.subList(118, 120))));
        for (int from = 110; from < 115; from++) {
            prepared(select, Tuple.of(from));
        }
        simple("selectt 1");
        simple("select * from nowhere");
        prepared("select * from nowhere", Tuple.tuple());

        Transaction kept = await(connection.begin());
        prepared(insert, Tuple.of(500, "kept"));
        told.add("commit " + outcome(kept.commit()));
        Transaction undone = await(connection.begin());
        prepared(insert, Tuple.of(501, "undone"));
        told.add("rollback " + outcome(undone.rollback()));
        Transaction failed = await(connection.begin());
        prepared(insert, Tuple.of(500, "twice"));
        told.add("commit a failed one " + outcome(failed.rollback()));
        prepared(select, Tuple.of(119));
    }

    void cursors(String sql, int rows) throws Exception {
        Transaction transaction = await(connection.begin());
        PreparedStatement statement = await(connection.prepare(sql));
        Cursor cursor = statement.cursor(Tuple.of(rows));
        for (int read = 0; read < 3; read++) {
            told.add("cursor " + outcome(cursor.read(30)) + " more " + cursor.hasMore());
        }
        told.add("cursor closed " + outcome(cursor.close()));

        List<String> streamed = new CopyOnWriteArrayList<>();
        RowStream<Row> stream = statement.createStream(20, Tuple.of(rows));
        Future<Void> ended = Future.future(promise -> {
            stream.exceptionHandler(promise::tryFail);
            stream.endHandler(_ -> promise.tryComplete());
            stream.handler(row -> streamed.add(cells(row)));
        });
        told.add("stream " + outcome(ended) + " " + streamed);
        told.add("closed " + outcome(statement.close()));
        told.add("commit " + outcome(transaction.commit()));
    }

    /// Sent without waiting for an answer, failures in between.
    void pipelined(String good, String bad) throws Exception {
        List<Future<RowSet<Row>>> sent = new ArrayList<>();
        for (int number = 0; number < 60; number++) {
            sent.add(connection.preparedQuery(number % 10 == 9 ? bad : good).execute(Tuple.of(number)));
            if (number % 4 == 0) {
                sent.add(connection.query("select " + number).execute());
            }
        }
        for (Future<RowSet<Row>> answer : sent) {
            told.add("pipelined " + outcome(answer));
        }
    }

    void simple(String sql) throws Exception {
        told.add(sql + " → " + outcome(connection.query(sql).execute()));
    }

    void prepared(String sql, Tuple values) throws Exception {
        told.add(sql + " of " + values.deepToString() + " → "
                + outcome(connection.preparedQuery(sql).execute(values)));
    }

    private static <T> String outcome(Future<T> future) throws Exception {
        try {
            return text(await(future));
        } catch (PgException error) {
            return "error " + error.getSqlState() + " " + error.getSeverity() + " " + error.getErrorMessage() + " "
                    + error.getDetail() + " " + error.getPosition();
        } catch (MySQLException error) {
            return "error " + error.getSqlState() + " " + error.getErrorCode() + " " + error.getMessage();
        } catch (VertxException | UnsupportedOperationException | IllegalArgumentException error) {
            return "client error " + error.getMessage();
        }
    }

    private static String text(Object result) {
        if (!(result instanceof RowSet<?> first)) {
            return result == null ? "done" : result.toString();
        }
        StringBuilder all = new StringBuilder();
        for (RowSet<?> rows = first; rows != null; rows = rows.next()) {
            all.append(rows.rowCount()).append(' ').append(rows.columnsNames());
            for (Object row : rows) {
                all.append(' ').append(cells((Row) row));
            }
            all.append("; ");
        }
        return all.toString();
    }

    private static String cells(Row row) {
        Object[] cells = new Object[row.size()];
        for (int column = 0; column < cells.length; column++) {
            Object cell = row.getValue(column);
            cells[column] = cell instanceof Inet inet ? inet.getAddress() + "/" + inet.getNetmask() : cell;
        }
        return Arrays.deepToString(cells);
    }

    static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
