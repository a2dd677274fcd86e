package dev.gatehouse.rego;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Knows, while one run of statements is compiled, which locals were just reached in the base documents, and which
/// hold a number: a reference such as `data.prices[2]` is then looked up as OPA's store does it.
///
/// Only references in one piece count; what was given a name before is an ordinary value there too.
final class BaseDocuments {
    /// The local that holds `data` in every function.
    private static final int DATA = 1;

    private final Set<Integer> reached = new HashSet<>(Set.of(DATA));
    private final Map<Integer, RegoNumber> numbers = new HashMap<>();

    /// The statement, or the one that means it on base documents; the statements come in their order.
    Node refine(Node node) {
        if (node instanceof AssignNodes.Constant(RegoNumber number, int target)) {
            reached.remove(target);
            numbers.put(target, number);
            return node;
        }
        if (node instanceof AssignNodes.Dot(Operand source, Operand key, int target)) {
            Node refined = refined(source, key, target, node);
            boolean within = isReached(source);
            reached.remove(target);
            numbers.remove(target);
            if (within) {
                reached.add(target);
            }
            return refined;
        }
        reached.retainAll(Set.of(DATA));
        numbers.clear();
        return node;
    }

    private Node refined(Operand source, Operand key, int target, Node node) {
        return isReached(source)
                        && key instanceof Operand.Local(int local)
                        && numbers.get(local) instanceof RegoNumber number
                ? new AssignNodes.DotInData(source, number, RegoString.of(number.toString()), target)
                : node;
    }

    private boolean isReached(Operand source) {
        return source instanceof Operand.Local(int local) && reached.contains(local);
    }
}
