/// The MySQL and MariaDB dialect: exact lexer, router by verb, names and values of tokens, and the canonical text
/// of queries and changes of rows, from which their columns are read.
///
/// May use: `sql`, `sql.tree`, `sql.text`.
///
/// Guards: any text gives a value; executable comments count exactly where this server and version executes them,
/// and where that is not certain the text is not understood; a construct without a certain canonical form is not
/// understood; size and depth are bounded.
///
/// Start reading at [dev.gatehouse.sql.mysql.MysqlStatementAnalyzer].
@NullMarked
package dev.gatehouse.sql.mysql;

import org.jspecify.annotations.NullMarked;
