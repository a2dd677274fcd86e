package dev.gatehouse.rego;

/// OPA's total order over values.
final class RegoOrder {
    private RegoOrder() {}

    static int compare(RegoValue a, RegoValue b) {
        if (a == b) {
            return 0;
        }
        return switch (a) {
            case RegoNumber number when b instanceof RegoNumber that -> number.compareTo(that);
            case RegoString string when b instanceof RegoString that -> strings(string.value(), that.value());
            case RegoBoolean bool when b instanceof RegoBoolean that -> bool.compareTo(that);
            case RegoArray array when b instanceof RegoArray that -> arrays(array, that);
            case RegoObject object when b instanceof RegoObject that -> objects(object, that);
            case RegoSet set when b instanceof RegoSet that -> sets(set, that);
            case RegoNull _, RegoNumber _, RegoString _, RegoBoolean _, RegoArray _, RegoObject _, RegoSet _ ->
                Integer.compare(rank(a), rank(b));
        };
    }

    private static int rank(RegoValue value) {
        return switch (value) {
            case RegoNull _ -> 0;
            case RegoBoolean _ -> 1;
            case RegoNumber _ -> 2;
            case RegoString _ -> 3;
            case RegoArray _ -> 4;
            case RegoObject _ -> 5;
            case RegoSet _ -> 6;
        };
    }

    /// By code point: a surrogate pair sorts above every other character.
    static int strings(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                boolean pairs = Character.isSurrogate(left) != Character.isSurrogate(right);
                return pairs ? (Character.isSurrogate(left) ? 1 : -1) : Character.compare(left, right);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static int arrays(RegoArray a, RegoArray b) {
        int shared = Math.min(a.size(), b.size());
        for (int i = 0; i < shared; i++) {
            int order = compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int sets(RegoSet a, RegoSet b) {
        int shared = Math.min(a.size(), b.size());
        for (int i = 0; i < shared; i++) {
            int order = compare(a.at(i), b.at(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int objects(RegoObject a, RegoObject b) {
        int shared = Math.min(a.size(), b.size());
        for (int i = 0; i < shared; i++) {
            int order = compare(a.keyAt(i), b.keyAt(i));
            if (order == 0) {
                order = compare(a.valueAt(i), b.valueAt(i));
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
