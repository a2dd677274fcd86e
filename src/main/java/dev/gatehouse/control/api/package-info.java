/// What the API answers with: plain records, the same as those of the commands.
///
/// May use: nothing of ours.
///
/// Guards: names and evidence, never a value of a database.
///
/// Start reading at: [dev.gatehouse.control.api.TargetDetails].
@NullMarked
package dev.gatehouse.control.api;

import org.jspecify.annotations.NullMarked;
