package dev.gatehouse.gateway.masking;

import java.util.List;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.CopyPlan;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.row.ColumnMeta;

/// What somebody sees one statement's answer through from whom values are masked. Whatever fails in it, nothing is
/// shown. Threads: the session's event loop only.
public final class Veil {
    private static final Logger LOG = Logger.getLogger(Veil.class);

    private final MaskBinder binder;
    private final ErrorWords errors;
    private final Decision decision;
    private final @Nullable String copied;
    private List<ColumnMeta> copyDescribed = List.of();

    /// @param decision by which the statement was let through
    /// @param copied the query that the statement copies to the client; null for none
    Veil(MaskBinder binder, ErrorWords errors, Decision decision, @Nullable String copied) {
        this.copied = copied;
        this.binder = binder;
        this.errors = errors;
        this.decision = decision;
    }

    /// @param contradiction what the server announced otherwise; null for nothing
    public RowPlan columns(List<ColumnMeta> columns, Announced.@Nullable Contradicts contradiction) {
        try {
            return binder.columns(columns, contradiction);
        } catch (RuntimeException | StackOverflowError e) {
            return new RowPlan.Refuse(failed(e));
        }
    }

    /// The query whose columns are wanted before the lines of its copy; null for none.
    public @Nullable String copiedQuery() {
        return copied;
    }

    /// What the server has said of the columns of [#copiedQuery].
    public void copyDescribed(List<ColumnMeta> columns) {
        copyDescribed = columns;
    }

    /// What the lines of the next copy are shown through.
    ///
    /// @param binary as the server announces it
    public CopyPlan copied(int columns, boolean binary) {
        try {
            return binder.copied(columns, binary, copyDescribed);
        } catch (RuntimeException | StackOverflowError e) {
            return new CopyPlan.Refuse(failed(e));
        }
    }

    private Refusal failed(Throwable failure) {
        LOG.errorf(failure, "masks not planned decision=%s", decision.id());
        return new Refusal.Internal(
                decision.line("rows not shown: the gateway failed to mask them; tell its operators"), decision.id());
    }

    /// What is shown of an error or a notice.
    public ServerError shown(ServerError error) {
        try {
            return errors.shown(error);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(e, "error not read decision=%s code=%s", decision.id(), error.code());
            return new ServerError(error.code(), error.vendorCode(), ErrorWords.WITHHELD, "");
        }
    }

    /// What the masks have done by now.
    public AuditEvent.Masked masked() {
        return new AuditEvent.Masked(binder.masked().byKind(), binder.masked().names());
    }
}
