package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// Statements that go on or are undefined, and change nothing.
final class TestNodes {
    private TestNodes() {}

    record Equal(Operand left, Operand right) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var a = left.read(frame);
            return a != null && (a == right.read(frame) || a.equals(right.read(frame))) ? NEXT : UNDEFINED;
        }
    }

    record NotEqual(Operand left, Operand right) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var a = left.read(frame);
            var b = right.read(frame);
            return a != null && b != null && !a.equals(b) ? NEXT : UNDEFINED;
        }
    }

    record IsArray(Operand source) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            return source.read(frame) instanceof RegoArray ? NEXT : UNDEFINED;
        }
    }

    record IsObject(Operand source) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            return source.read(frame) instanceof RegoObject ? NEXT : UNDEFINED;
        }
    }

    record IsSet(Operand source) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            return source.read(frame) instanceof RegoSet ? NEXT : UNDEFINED;
        }
    }

    record IsDefined(int source) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            return frame[source] != null ? NEXT : UNDEFINED;
        }
    }

    record IsUndefined(int source) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            return frame[source] == null ? NEXT : UNDEFINED;
        }
    }

    record Nop() implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            return NEXT;
        }
    }
}
