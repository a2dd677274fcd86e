package dev.gatehouse.audit;

import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

import org.jboss.logging.Logger;

import dev.gatehouse.journal.Durability;
import dev.gatehouse.journal.EntryIndex;
import dev.gatehouse.journal.Journal;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.SortableId;

/// Puts events on the record. Threads: any.
public final class Auditor {
    private static final Logger LOG = Logger.getLogger(Auditor.class);

    private final Journal journal;
    private final AuditSettings settings;
    private final EventWriter writer;

    public Auditor(Journal journal, AuditSettings settings, SortableId ids, InstantSource clock) {
        this.journal = journal;
        this.settings = settings;
        this.writer = new EventWriter(ids, new EventClock(clock));
    }

    public AuditSettings settings() {
        return settings;
    }

    /// Completes when the decision is as durable as its class demands; only then may the statement go on.
    /// Exceptionally as [Journal#append] does.
    public CompletionStage<EntryIndex> decided(AuditEvent.StatementDecided event) {
        boolean reads = event.decision() instanceof Decision.Permit && event.statement().reads;
        Durability durability = reads ? settings.read() : settings.write();
        byte[] entry = writer.entry(event);
        return durability == Durability.WRITTEN ? journal.appendInPlace(entry) : journal.append(entry, durability);
    }

    /// How a forwarded statement ended. The answer has gone by then: an entry that cannot be written is an alarm.
    public void finished(AuditEvent.StatementFinished event) {
        follow(event);
    }

    /// A session that was on the record is over.
    public void closed(AuditEvent.SessionClosed event) {
        follow(event);
    }

    private void follow(AuditEvent event) {
        watch(event, journal.appendFollowing(writer.entry(event), settings.read()));
    }

    /// A change that has happened or must be seen to happen: completes when the entry is on the disk.
    public CompletionStage<EntryIndex> record(AuditEvent event) {
        return journal.append(writer.entry(event), settings.write());
    }

    /// Something that is over and cannot be held up by the record; a failure is logged as an alarm.
    public void note(AuditEvent event) {
        watch(event, journal.append(writer.entry(event), settings.read()));
    }

    private static void watch(AuditEvent event, CompletionStage<EntryIndex> appended) {
        appended.whenComplete((index, failure) -> {
            if (failure != null) {
                LOG.errorf("event not on the record event=%s why=%s", event.name(), failure.getMessage());
            }
        });
    }
}
