/// The MySQL and MariaDB dialect: exact lexer, router by verb, names and values of tokens.
///
/// May use: `sql`.
///
/// Guards: any text gives a value; executable comments count exactly where this server and version executes them,
/// and where that is not certain the text is not understood; size and depth are bounded.
///
/// Start reading at [dev.gatehouse.sql.mysql.MysqlStatementAnalyzer].
@NullMarked
package dev.gatehouse.sql.mysql;

import org.jspecify.annotations.NullMarked;
