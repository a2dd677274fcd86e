package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// Statements that decide what runs next.
final class FlowNodes {
    private FlowNodes() {}

    record Blocks(Block[] blocks) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            return Block.runAll(blocks, run, frame);
        }
    }

    record Break(int levels) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            return levels;
        }
    }

    record Return(int source) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            run.returned = frame[source];
            return RETURN;
        }
    }

    /// Defined when its block is not.
    record Not(Block block) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            int result = block.run(run, frame);
            return result == NEXT ? UNDEFINED : Node.outOfOne(result);
        }
    }

    record ResultSetAdd(int source) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var value = frame[source];
            if (value == null) {
                return UNDEFINED;
            }
            run.results.add(value);
            return NEXT;
        }
    }

    /// Runs its block for each entry of a collection, in order. Leaving the block goes on with the next entry; a
    /// jump over one more level ends the scan. What is no collection has no entries.
    record Scan(int source, int key, int value, Block block) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            return switch (frame[source]) {
                case RegoArray array -> array(array, run, frame);
                case RegoObject object -> object(object, run, frame);
                case RegoSet set -> set(set, run, frame);
                case null -> NEXT;
                case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> NEXT;
            };
        }

        private int array(RegoArray array, Run run, @Nullable RegoValue[] frame) {
            for (int i = 0; i < array.size(); i++) {
                int result = entry(RegoNumber.of(i), array.get(i), run, frame);
                if (result != NEXT) {
                    return outOfScan(result);
                }
            }
            return NEXT;
        }

        private int object(RegoObject object, Run run, @Nullable RegoValue[] frame) {
            for (int i = 0; i < object.size(); i++) {
                int result = entry(object.keyAt(i), object.valueAt(i), run, frame);
                if (result != NEXT) {
                    return outOfScan(result);
                }
            }
            return NEXT;
        }

        private int set(RegoSet set, Run run, @Nullable RegoValue[] frame) {
            for (int i = 0; i < set.size(); i++) {
                var item = set.at(i);
                int result = entry(item, item, run, frame);
                if (result != NEXT) {
                    return outOfScan(result);
                }
            }
            return NEXT;
        }

        private int entry(RegoValue entryKey, RegoValue entryValue, Run run, @Nullable RegoValue[] frame) {
            frame[key] = entryKey;
            frame[value] = entryValue;
            int result = block.run(run, frame);
            return result == UNDEFINED ? NEXT : result;
        }

        private static int outOfScan(int result) {
            return result == RETURN ? RETURN : Node.outOfOne(result - 1);
        }
    }
}
