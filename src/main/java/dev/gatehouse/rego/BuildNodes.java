package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// Statements that make and fill collections.
///
/// A collection is filled in place: a plan never lets it be seen by other code before its last entry is in.
final class BuildNodes {
    private BuildNodes() {}

    record MakeArray(int capacity, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            frame[target] = RegoArray.draft(capacity);
            return NEXT;
        }
    }

    record MakeObject(int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            frame[target] = RegoObject.draft(4);
            return NEXT;
        }
    }

    record MakeSet(int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            frame[target] = RegoSet.draft(0); // most stay empty
            return NEXT;
        }
    }

    record ArrayAppend(Operand value, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var item = value.read(frame);
            if (item == null || !(frame[target] instanceof RegoArray array)) {
                return UNDEFINED;
            }
            run.meter.made(array.append(item));
            return NEXT;
        }
    }

    record SetAdd(Operand value, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var item = value.read(frame);
            if (item == null || !(frame[target] instanceof RegoSet set)) {
                return UNDEFINED;
            }
            run.meter.walk(item);
            run.meter.made(set.insert(item));
            return NEXT;
        }
    }

    record ObjectInsert(Operand key, Operand value, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var at = key.read(frame);
            var item = value.read(frame);
            if (at == null || item == null || !(frame[target] instanceof RegoObject object)) {
                return UNDEFINED;
            }
            run.meter.walk(at);
            run.meter.made(object.insert(at, item));
            return NEXT;
        }
    }

    /// Two different values for one key of a partial object are a conflict.
    record ObjectInsertOnce(Operand key, Operand value, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var at = key.read(frame);
            var item = value.read(frame);
            if (at == null || item == null || !(frame[target] instanceof RegoObject object)) {
                return UNDEFINED;
            }
            run.meter.walk(at);
            var before = object.get(at);
            if (before != null) {
                run.meter.walk(item);
            }
            if (before != null && !before.equals(item)) {
                throw new EvaluationStopped(
                        EvaluationStopped.Code.CONFLICT_ERROR, "a rule gives more than one value for one key");
            }
            run.meter.made(object.insert(at, item));
            return NEXT;
        }
    }

    /// The entries of both objects, deeply; where both have a value that is no object, the first one's stays.
    record ObjectMerge(int left, int right, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var a = frame[left];
            var b = frame[right];
            if (a == null || b == null) {
                return UNDEFINED;
            }
            frame[target] = run.meter.made(merge(run, a, b));
            return NEXT;
        }

        private static RegoValue merge(Run run, RegoValue a, RegoValue b) {
            if (!(a instanceof RegoObject one) || !(b instanceof RegoObject two)) {
                return a;
            }
            run.meter.spend((long) one.size() + two.size());
            var merged = one.copy();
            for (int i = 0; i < two.size(); i++) {
                var mine = one.get(two.key(i));
                merged.insert(two.key(i), mine == null ? two.value(i) : merge(run, mine, two.value(i)));
            }
            return merged;
        }
    }
}
