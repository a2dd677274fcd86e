@NullMarked
package dev.gatehouse.wire.pg;

import org.jspecify.annotations.NullMarked;
