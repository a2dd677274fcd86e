@NullMarked
package dev.gatehouse.rego;

import org.jspecify.annotations.NullMarked;
