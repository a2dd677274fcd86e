package dev.gatehouse.wire;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// Bound values as the client sent them. Valid only during the call of the gate.
public interface Parameters {
    int count();

    /// Visits the raw bytes in order, formats and lengths included, so that a digest over them is unambiguous.
    void bytes(Consumer<ByteBuffer> visitor);

    /// Tells each value, in order. Where nobody has taken them apart, none can be read.
    default void values(Visitor visitor) {
        for (int i = 0; i < count(); i++) {
            visitor.onUnread(i);
        }
    }

    /// Is told values; the first is 0. Buffers are lent for the call, and begin and end with the value.
    interface Visitor {
        void onNull(int index);

        void onText(int index, ByteBuffer text);

        /// @param type the protocol's number for it (PostgreSQL: 0 where the client leaves it to the server)
        void onBinary(int index, int type, ByteBuffer bytes);

        /// It came another way, and went on.
        void onUnread(int index);
    }

    Parameters NONE = new Parameters() {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public void bytes(Consumer<ByteBuffer> visitor) {}
    };
}
