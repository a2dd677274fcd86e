@NullMarked
package dev.gatehouse.wire.mysql;

import org.jspecify.annotations.NullMarked;
