package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// Statements that set one local.
final class AssignNodes {
    private AssignNodes() {}

    /// A value known when the plan was loaded: numbers, null.
    record Constant(RegoValue value, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            frame[target] = value;
            return NEXT;
        }
    }

    record Var(Operand source, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            frame[target] = source.read(frame);
            return NEXT;
        }
    }

    /// Two different values for one complete rule are a conflict.
    record VarOnce(Operand source, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var value = source.read(frame);
            var before = frame[target];
            if (before != null && before != value) {
                run.meter.walk(before);
            }
            if (before != null && !before.equals(value)) {
                throw new EvaluationStopped(
                        EvaluationStopped.Code.CONFLICT_ERROR, "a complete rule gives more than one value");
            }
            frame[target] = value;
            return NEXT;
        }
    }

    record Reset(int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            frame[target] = null;
            return NEXT;
        }
    }

    /// A step into a collection, in the form that is quickest for its key.
    static Node dot(Operand source, Operand key, int target) {
        return key instanceof Operand.Constant(RegoString text)
                ? new DotText(source, text, target)
                : new Dot(source, key, target);
    }

    /// As [Dot], for a key that is a known text.
    record DotText(Operand source, RegoString key, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            run.meter.spend(key.weight() >> 2);
            var from = source.read(frame);
            var value = from instanceof RegoObject object ? object.get(key) : Dot.find(from, key);
            frame[target] = value;
            return value == null ? UNDEFINED : NEXT;
        }
    }

    /// The value at a key of a collection.
    record Dot(Operand source, Operand key, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var at = key.read(frame);
            if (at == null) {
                frame[target] = null;
                return UNDEFINED;
            }
            run.meter.walk(at);
            var value = find(source.read(frame), at);
            frame[target] = value;
            return value == null ? UNDEFINED : NEXT;
        }

        static @Nullable RegoValue find(@Nullable RegoValue source, RegoValue key) {
            return switch (source) {
                case RegoObject object -> object.get(key);
                case RegoArray array -> at(array, key);
                case RegoSet set -> set.contains(key) ? key : null;
                case null -> null;
                case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> null;
            };
        }

        private static @Nullable RegoValue at(RegoArray array, RegoValue key) {
            if (!(key instanceof RegoNumber number) || !number.isLong()) {
                return null;
            }
            long index = number.longValue();
            return index >= 0 && index < array.size() ? array.get((int) index) : null;
        }
    }

    /// The value at a number in a base document. OPA's store finds it under the number's text.
    record DotInData(Operand source, RegoNumber key, RegoString text, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            run.meter.walk(key);
            var document = source.read(frame);
            var value = Dot.find(document, key);
            if (value == null) {
                value = Dot.find(document, text);
            }
            frame[target] = value;
            return value == null ? UNDEFINED : NEXT;
        }
    }

    record Len(Operand source, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            int size = size(source.read(frame));
            frame[target] = size < 0 ? null : RegoNumber.of(size);
            return size < 0 ? UNDEFINED : NEXT;
        }

        private static int size(@Nullable RegoValue source) {
            return switch (source) {
                case RegoArray array -> array.size();
                case RegoObject object -> object.size();
                case RegoSet set -> set.size();
                case RegoString string ->
                    string.value().codePointCount(0, string.value().length());
                case null -> -1;
                case RegoNull _, RegoBoolean _, RegoNumber _ -> -1;
            };
        }
    }
}
