/// Facts in, decision out: builds the policy's input document, asks the Rego engine, reads what it says strictly.
///
/// May use: `sql`, `rego`, `identity`.
///
/// Guards: default deny – undefined, an error, a spent budget, output that is not of the contract's form or an
/// obligation that is not known are each a deny; every decision has an id and names the policy's revision and the
/// rules that spoke; a text is judged by one revision, all statements of it.
///
/// Start reading at: [dev.gatehouse.policy.PolicyEngine], then [dev.gatehouse.policy.PolicyInput].
@NullMarked
package dev.gatehouse.policy;

import org.jspecify.annotations.NullMarked;
