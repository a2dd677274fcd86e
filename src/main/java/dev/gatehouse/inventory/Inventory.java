package dev.gatehouse.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.inventory.SamplingRounds.Pace;

/// What is known of one target's sensitive columns: by their names, types and comments, by configuration, and by
/// samples of their values, which come in while it is used. What samples of an earlier start have shown counts from
/// the beginning, as if there had been no restart. Threads: any.
public final class Inventory implements AutoCloseable {
    private final String target;
    private final ConfiguredColumns configured;
    private final Samples samples;
    private final @Nullable ColumnSampler sampler;
    private final @Nullable SamplingRounds rounds;
    private final Consumer<Table> asked;
    private volatile @Nullable KnownColumns known;

    private Inventory(String target, ConfiguredColumns configured) {
        this.target = target;
        this.configured = configured.of(target);
        this.samples = new Samples();
        this.sampler = null;
        this.rounds = null;
        this.asked = _ -> {};
    }

    private Inventory(String target, ConfiguredColumns configured, SampleReader reader) {
        this.target = target;
        this.configured = configured.of(target);
        this.samples = new Samples();
        this.sampler = new ColumnSampler(target, reader, samples, new Agenda(Pace.STANDARD, System::nanoTime));
        this.rounds = null;
        this.asked = _ -> {};
    }

    private Inventory(
            String target, ConfiguredColumns configured, SampleReader reader, Optional<KeptSamples> kept, Pace pace) {
        this.target = target;
        this.configured = configured.of(target);
        this.samples = new Samples(kept.map(KeptSamples::load).orElse(Map.of()));
        Agenda agenda = new Agenda(pace, System::nanoTime);
        this.asked = agenda::want;
        this.sampler = new ColumnSampler(target, reader, samples, agenda);
        this.rounds = new SamplingRounds(
                target, sampler, agenda, pace, tables -> kept.ifPresent(file -> file.keep(tables, samples)));
    }

    /// Nobody looks at values.
    public static Inventory ofNames(String target, ConfiguredColumns configured) {
        return new Inventory(target, configured);
    }

    /// Values are looked at again and again while the target is used, on a thread of its own that begins with the
    /// first snapshot and ends with [#close].
    ///
    /// @param kept where what samples have shown is kept from one start to the next
    public static Inventory sampling(
            String target, ConfiguredColumns configured, SampleReader reader, Optional<KeptSamples> kept) {
        return sampling(target, configured, reader, kept, Pace.STANDARD);
    }

    static Inventory sampling(
            String target, ConfiguredColumns configured, SampleReader reader, Optional<KeptSamples> kept, Pace pace) {
        return new Inventory(target, configured, reader, kept, pace);
    }

    /// Values are looked at by [#sample] alone.
    public static Inventory sampledOnce(String target, ConfiguredColumns configured, SampleReader reader) {
        return new Inventory(target, configured, reader);
    }

    /// What is known of this snapshot's columns. At once; the tables themselves are looked at when they are asked
    /// for.
    public SensitiveColumns current(CatalogSnapshot snapshot) {
        if (rounds != null) {
            rounds.used();
        }
        KnownColumns last = known;
        if (last != null && last.isOf(snapshot)) {
            return last;
        }
        KnownColumns next = new KnownColumns(target, snapshot, configured, samples, asked);
        if (last == null || last.snapshot().version() <= snapshot.version()) {
            known = next;
            if (rounds != null) {
                rounds.look(snapshot);
            }
        }
        return next;
    }

    /// Every sensitive column of tables, by schema, table and place, with the evidence. Views are left out, since
    /// they are read down to their tables.
    public List<SensitiveColumn> columns(CatalogSnapshot snapshot) {
        KnownColumns all = new KnownColumns(target, snapshot, configured, samples, _ -> {});
        List<SensitiveColumn> columns = new ArrayList<>();
        snapshot.tables().stream()
                .filter(table -> !table.relation().view())
                .sorted(Comparator.comparing((Table table) -> table.relation().schema())
                        .thenComparing(table -> table.relation().name()))
                .forEach(table -> columns.addAll(all.evidence(table)));
        return columns;
    }

    /// Looks at the values of all tables, here and now. Errors: [ColumnSampler.Unreachable] when the server cannot
    /// be reached.
    public ColumnSampler.Looked sample(CatalogSnapshot snapshot)
            throws ColumnSampler.Unreachable, InterruptedException {
        return sampler == null ? ColumnSampler.Looked.NOTHING : sampler.look(ColumnSampler.tables(snapshot), () -> {});
    }

    @Override
    public void close() {
        if (rounds != null) {
            rounds.close();
        }
    }
}
