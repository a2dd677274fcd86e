/// Text to facts: tokens, statements, what they do. Never bytes, never opinions.
///
/// May use: nothing of ours.
///
/// Guards: total: any text gives a value, `NotUnderstood` included; facts may name too much, never too little; size
/// and depth are bounded, and no reading recurses with the text.
///
/// Start reading at [dev.gatehouse.sql.StatementAnalyzer], then [dev.gatehouse.sql.QueryScan].
@NullMarked
package dev.gatehouse.sql;

import org.jspecify.annotations.NullMarked;
