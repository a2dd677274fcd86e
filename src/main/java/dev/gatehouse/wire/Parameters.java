package dev.gatehouse.wire;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// Bound values as the client sent them. Valid only during the call of the gate.
public interface Parameters {
    int count();

    /// Visits the raw bytes in order, formats and lengths included, so that a digest over them is unambiguous.
    void bytes(Consumer<ByteBuffer> visitor);

    Parameters NONE = new Parameters() {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public void bytes(Consumer<ByteBuffer> visitor) {}
    };
}
