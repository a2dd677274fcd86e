package dev.gatehouse.wire.pg;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.row.AnnouncedColumns;
import dev.gatehouse.wire.row.ColumnMeta;

/// What the server has said of the columns of a prepared statement, so that its executions can be planned without
/// being described, and what came of holding them against its reading.
///
/// What is planned keeps its columns: should they have changed, the server refuses to execute it ("cached plan must
/// not change result type"). Of the other statements (FETCH, EXECUTE, SHOW …) nothing is remembered, since they
/// have the columns of what they name at the time. Nor does it count where names are looked up by another path.
final class Description {
    private final @Nullable Provenance provenance;
    private final boolean remembers;
    private final @Nullable ResultWatch copy;
    private @Nullable Announced announced;
    private @Nullable List<ColumnMeta> columns;
    private @Nullable String path;
    private @Nullable ResultFormats formats;
    private List<ColumnMeta> formatted = List.of();
    private @Nullable Provenance agrees;

    private Description(@Nullable Provenance provenance, boolean remembers, @Nullable ResultWatch copy) {
        this.provenance = provenance;
        this.remembers = remembers;
        this.copy = copy;
    }

    /// @param sent the text that the server has prepared
    static Description of(ResultWatch prepared, String sent) {
        return new Description(prepared.provenance(), prepared.wantsColumns() && FirstWord.isPlanned(sent), null);
    }

    /// Of the query that a copy is of, for `copy`.
    static Description ofCopied(ResultWatch copy) {
        return new Description(null, true, copy);
    }

    static @Nullable Description ofStatement(PreparedStatements.@Nullable Prepared statement) {
        return statement == null ? null : statement.description();
    }

    static @Nullable Description ofPortal(PreparedStatements.@Nullable Portal portal) {
        return portal == null ? null : portal.statement().description();
    }

    /// Whether anybody wants to know of an announcement.
    boolean isWanted() {
        return remembers || provenance != null;
    }

    /// Whether the columns are kept that the server tells.
    boolean remembers() {
        return remembers;
    }

    /// The server is asked for the columns, with names looked up by `nowPath`; null if that is not known.
    void asked(@Nullable String nowPath) {
        path = nowPath;
    }

    /// It has no rows if there are none.
    void remember(List<ColumnMeta> announcedColumns) {
        if (remembers) {
            columns = announcedColumns;
            formats = null;
            agrees = null;
        }
        if (copy != null) {
            copy.copyDescribed(announcedColumns);
        }
    }

    /// The columns of a portal that was bound with `bound`; null if they are not known, or are not what `reading`
    /// has read.
    @Nullable
    List<ColumnMeta> columns(PreparedStatements.Portal portal, @Nullable Provenance reading) {
        List<ColumnMeta> known = columns;
        ResultFormats bound = portal.formats();
        if (known == null || bound == null || !bound.fits(known.size()) || !Objects.equals(path, portal.path())) {
            return null;
        }
        if (!bound.equals(formats)) {
            List<ColumnMeta> anew = new ArrayList<>(known.size());
            for (int column = 0; column < known.size(); column++) {
                anew.add(known.get(column).as(bound.of(column)));
            }
            formatted = List.copyOf(anew);
            formats = bound;
        }
        if (reading != null && reading != agrees) {
            if (reading.compare(0, AnnouncedColumns.of(known)) instanceof Announced.Contradicts) {
                return null;
            }
            agrees = reading;
        }
        return formatted;
    }

    void compare(AnnouncedColumns walked) {
        if (provenance != null) {
            announced = provenance.compare(0, walked);
        }
    }

    /// Tells the watch of an execution.
    void tell(ResultWatch execution) {
        Announced known = announced;
        if (known != null && execution.provenance() == provenance) {
            execution.announced(known);
        }
    }
}
