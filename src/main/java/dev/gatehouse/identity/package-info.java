/// Who is asking: turns a token into a principal, and remembers what later logins may be checked against.
///
/// May use: nothing of ours; jose4j for the cryptography of tokens.
///
/// Guards: the principal is fixed at login; a token is believed only with a signature by a key of its own issuer,
/// under an algorithm that fits that key; every failure costs the same order of work and says the same; secrets
/// have no `toString`; every store here is bounded.
///
/// Start reading at: [dev.gatehouse.identity.IdentityProvider], then [dev.gatehouse.identity.PrincipalReader].
@NullMarked
package dev.gatehouse.identity;

import org.jspecify.annotations.NullMarked;
