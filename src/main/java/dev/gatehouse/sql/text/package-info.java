/// Whole texts: every reading that a session's settings leave open, statement by statement, and the queries in them
/// against a catalogue. What the dialects share; each brings its words, its routes and its memory.
///
/// May use: `sql`, `sql.tree`.
///
/// Guards: readings that differ are no reading; a statement is understood in full or the text is not; what an
/// earlier statement may have changed is not found by a later one; size and depth are bounded.
///
/// Start reading at [dev.gatehouse.sql.text.TextReader].
@NullMarked
package dev.gatehouse.sql.text;

import org.jspecify.annotations.NullMarked;
