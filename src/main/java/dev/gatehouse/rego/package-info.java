/// Evaluates one OPA bundle in process: Rego values, the bundle, the plan evaluator and its built-ins.
///
/// **May use:** nothing of ours; no Netty, no Quarkus.
///
/// **Guards:** evaluation is pure, bounded in time, steps and memory; a bundle is immutable once loaded; undefined
/// is not true; a bundle that needs a built-in we do not have is refused when it is loaded.
///
/// **Start reading at** [RegoEngine], then [RegoValue].
@NullMarked
package dev.gatehouse.rego;

import org.jspecify.annotations.NullMarked;
