package dev.gatehouse.sql.tree;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;

/// The parser library behind a bound on time. It descends recursively and looks ahead without limit, so it runs on
/// threads with a large stack and is told to stop when it takes too long. Threads: any.
public final class TreeParser implements AutoCloseable {
    private static final long STACK_BYTES = 8L << 20;
    /// More than ask at once; some may still be busy with what was given up.
    private static final int MOST_THREADS = 4 + 2 * Runtime.getRuntime().availableProcessors();

    private final ExecutorService threads =
            new ThreadPoolExecutor(0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(null, task, "sql-tree", STACK_BYTES);
                thread.setDaemon(true);
                return thread;
            });

    private final long limitMillis;

    public TreeParser(long limitMillis) {
        this.limitMillis = limitMillis;
    }

    /// The tree of exactly one statement; nothing when the library cannot read it, in time or at all.
    Optional<Statement> parse(String text) {
        CCJSqlParser parser = CCJSqlParserUtil.newParser(text);
        parser.withAllowComplexParsing(true);
        Future<Optional<Statement>> tree;
        try {
            tree = threads.submit(() -> parse(parser));
        } catch (java.util.concurrent.RejectedExecutionException busy) {
            return Optional.empty();
        }
        try {
            return tree.get(limitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            parser.interrupted = true;
            return Optional.empty();
        } catch (ExecutionException broken) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            parser.interrupted = true;
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Statement> parse(CCJSqlParser parser) {
        try {
            return Optional.ofNullable(parser.Statement());
        } catch (net.sf.jsqlparser.parser.ParseException | net.sf.jsqlparser.parser.TokenMgrException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
