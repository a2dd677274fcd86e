/// The program and its commands, for people and scripts.
///
/// May use: [dev.gatehouse.boot], which opens what `serve` serves, and what a command asks: the configuration, the
/// policies, the readings, the record.
///
/// Guards: no secret in an argument or an answer; each command answers in lines or in JSON, with the exit codes 0
/// done, 1 refused or failed, 2 wrong usage, 3 could not reach or read; a command other than `serve` opens no port
/// and writes no log to standard output.
///
/// Start reading at: [dev.gatehouse.cli.Main].
@NullMarked
package dev.gatehouse.cli;

import org.jspecify.annotations.NullMarked;
