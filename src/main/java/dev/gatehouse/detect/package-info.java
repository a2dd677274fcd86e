/// Recognises sensitive values in bytes, and columns that are sensitive by their names.
///
/// May use: nothing of ours.
///
/// Guards: a scanner never allocates, and reads the bytes once for all kinds; what it cannot decode is a finding,
/// not a pass.
///
/// Start reading at: [dev.gatehouse.detect.ValueScanner], then [dev.gatehouse.detect.Findings] for who wins.
@NullMarked
package dev.gatehouse.detect;

import org.jspecify.annotations.NullMarked;
