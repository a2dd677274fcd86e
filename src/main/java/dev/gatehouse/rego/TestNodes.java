package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// Statements that go on or are undefined, and change nothing.
final class TestNodes {
    private TestNodes() {}

    private static boolean same(Run run, RegoValue a, RegoValue b) {
        if (a == b) {
            return true;
        }
        run.meter.walk(a);
        return a.equals(b);
    }

    record Equal(Operand left, Operand right) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var a = left.read(frame);
            var b = right.read(frame);
            return a != null && b != null && same(run, a, b) ? NEXT : UNDEFINED;
        }
    }

    record NotEqual(Operand left, Operand right) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var a = left.read(frame);
            var b = right.read(frame);
            return a != null && b != null && !same(run, a, b) ? NEXT : UNDEFINED;
        }
    }

    /// How plans ask whether something holds: it has a value, and that is not false.
    record NotFalse(Operand source) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var value = source.read(frame);
            return value != null && value != RegoBoolean.FALSE ? NEXT : UNDEFINED;
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
