package dev.gatehouse.gateway.reading;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.boot.SqlReaders;
import dev.gatehouse.catalog.NamePath;
import dev.gatehouse.catalog.SessionNames;
import dev.gatehouse.gateway.session.ColumnKnowledge;
import dev.gatehouse.gateway.session.ReadingContext;
import dev.gatehouse.gateway.session.TargetView;
import dev.gatehouse.inventory.SensitiveColumns;
import dev.gatehouse.sql.tree.TreeParser;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.StatementRequest;

/// What it costs to find a reading again: by the very text, and by its form where only literals differ. The text
/// comes as bytes, as from the wire. Aim: 2 µs (median).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadingsBenchmark {
    private static final String ORM =
            "SELECT `auth_user`.`id`, `auth_user`.`username`, `auth_user`.`email`, COUNT(`groups`.`group_id`) AS `n` "
                    + "FROM `auth_user` LEFT OUTER JOIN `groups` ON (`auth_user`.`id` = `groups`.`user_id`) "
                    + "WHERE (`auth_user`.`is_active` AND `auth_user`.`email` LIKE '%@example.com') "
                    + "GROUP BY `auth_user`.`id` ORDER BY `n` DESC LIMIT 21";

    /// Without a catalogue no literal stays if only sensitive ones go.
    @Param({"KEEP", "SENSITIVE"})
    AuditSettings.Literals literals = AuditSettings.Literals.SENSITIVE;

    @Param({"postgresql", "mysql"})
    String dialect = "";

    private final TreeParser trees = new TreeParser(1_000);
    private final Map<String, SqlReader> readers = SqlReaders.all(1 << 20, trees);
    private Readings readings = readings(literals);
    private ReadingContext context;
    private byte[] text;
    private String beforeNumber;
    private long number;

    private Readings readings(AuditSettings.Literals kept) {
        return new Readings(
                readers, Optional.empty(), ColumnKnowledge.NONE, new RecordedTexts(kept, UnaryOperator.identity()));
    }

    @Setup
    public void read() {
        readings = readings(literals);
        String sql = dialect.equals("mysql") ? ORM : ORM.replace('`', '"');
        Map<String, String> variables = dialect.equals("mysql")
                ? Map.of("version", "8.4.0", "sql_mode", "STRICT_TRANS_TABLES")
                : Map.of("server_version", "17.2", "standard_conforming_strings", "on", "client_encoding", "UTF8");
        ReadingContext first = context(variables);
        context = context(new HashMap<>(variables)); // of another session
        text = sql.getBytes(StandardCharsets.UTF_8);
        beforeNumber = "select abalance, filler from pgbench_accounts where bid = 7 and aid = ";
        for (int i = 0; i < 2; i++) {
            readings.read(request(sql), first);
            readings.read(request(beforeNumber + i), first);
        }
        if (readings.known(request(sql), context) == null || readings.known(request(beforeNumber), context) != null) {
            throw new IllegalStateException("the wrong ones are known");
        }
    }

    private ReadingContext context(Map<String, String> variables) {
        var path = Optional.of(new NamePath(List.of("public")));
        var names = new SessionNames(path, Set.of(), Set.of(), false);
        var view = new TargetView("shop", null, false, SensitiveColumns.NONE);
        return new ReadingContext(dialect, Map.copyOf(variables), names, view);
    }

    @TearDown
    public void close() {
        trees.close();
    }

    @Benchmark
    public Object byText() {
        return readings.known(request(new String(text, StandardCharsets.UTF_8)), context);
    }

    /// Each text is new: another number stands where one stood.
    @Benchmark
    public Object byForm() {
        Reading known = readings.known(request(beforeNumber + number++), context);
        if (known == null) {
            throw new IllegalStateException("not known by its form");
        }
        return known;
    }

    private static StatementRequest request(String sql) {
        return new StatementRequest(sql, StatementRequest.Stage.SIMPLE, Parameters.NONE, false, Map.of());
    }
}
