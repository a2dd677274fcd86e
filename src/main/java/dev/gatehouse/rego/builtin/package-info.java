/// The built-in functions policies may call, a family a file.
///
/// **May use:** the values and the seam of `rego`, the JDK, re2j, SnakeYAML.
///
/// **Guards:** every built-in is pure, pays for its work before it does it, and answers undefined rather than
/// guess; nothing here reaches the network, the file system, the environment or a source of randomness.
///
/// **Start reading at** [StandardBuiltins], which lists the families.
@NullMarked
package dev.gatehouse.rego.builtin;

import org.jspecify.annotations.NullMarked;
