/// The meaning of journal entries: one JSON object for each thing that happened, with the true actor.
///
/// May use: `journal`, `policy`, `sql`, `identity`.
///
/// Guards: each judged statement has one *decided* entry, as durable as its class demands before anything is
/// forwarded; each forwarded one also has one *finished* entry; no row values; parameters only as keyed digests.
///
/// Start reading at: [dev.gatehouse.audit.Auditor].
@NullMarked
package dev.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
