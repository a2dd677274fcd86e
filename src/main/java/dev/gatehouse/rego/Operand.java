package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// Where a statement reads a value.
sealed interface Operand {
    @Nullable
    RegoValue read(@Nullable RegoValue[] frame);

    record Local(int index) implements Operand {
        @Override
        public @Nullable RegoValue read(@Nullable RegoValue[] frame) {
            return frame[index];
        }
    }

    record Constant(RegoValue value) implements Operand {
        @Override
        public RegoValue read(@Nullable RegoValue[] frame) {
            return value;
        }
    }
}
