@NullMarked
package dev.gatehouse.sql;

import org.jspecify.annotations.NullMarked;
