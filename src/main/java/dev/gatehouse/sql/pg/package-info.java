/// The PostgreSQL dialect: exact lexer, router by verb, names and values of tokens, and the canonical text of
/// queries and changes of rows, from which their columns are read.
///
/// May use: `sql`, `sql.tree`, `sql.text`.
///
/// Guards: any text gives a value; a text is cut as the server of this version and these settings cuts it, or not
/// at all; size and depth are bounded; what has an effect is named, what cannot be read is opaque.
///
/// Start reading at [dev.gatehouse.sql.pg.PgStatementAnalyzer].
@NullMarked
package dev.gatehouse.sql.pg;

import org.jspecify.annotations.NullMarked;
