/// The parser library's tree, read by our own rules: scopes, names, where each output column comes from.
///
/// May use: `sql`. The parser library is used here and nowhere else; its error recovery, its unsupported statements
/// and its table finder never.
///
/// Guards: a kind of node that is not known here makes the statement one that is not understood; every name of the
/// text must have been met in the tree, so that no part of it can be passed over; depth, size and time are bounded.
///
/// Start reading at [dev.gatehouse.sql.tree.TreeReader].
@NullMarked
package dev.gatehouse.sql.tree;

import org.jspecify.annotations.NullMarked;
