/// An append-only file of opaque entries, one a line, each with an index.
///
/// May use: nothing of ours.
///
/// Guards: a completed `append` is as durable as was asked; indexes are gapless, over restarts too; what cannot be
/// written is refused, never dropped; one thread writes.
///
/// Start reading at: [dev.gatehouse.journal.Journal].
@NullMarked
package dev.gatehouse.journal;

import org.jspecify.annotations.NullMarked;
