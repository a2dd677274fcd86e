/// Texts as they were read: by which catalogue, what they do, what their results draw on, how near their literals
/// come to sensitive values, and what of them may stand on the record. What was read lately is kept.
///
/// May use: `gateway.session`, and what is below the gateway.
///
/// Guards: a kept reading is used only where everything that it depends on is the same; what was not understood is
/// opaque in all its forms, and is not kept for long; the record gets no literal that may be a sensitive value.
///
/// Start reading at: [dev.gatehouse.gateway.reading.Readings], then [dev.gatehouse.gateway.reading.Reading].
@NullMarked
package dev.gatehouse.gateway.reading;

import org.jspecify.annotations.NullMarked;
