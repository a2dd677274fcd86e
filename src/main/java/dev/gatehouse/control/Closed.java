package dev.gatehouse.control;

/// Why somebody gets no answer; says it with the status of HTTP, in words for people.
final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int UNAUTHORIZED = 401;

    private final int status;

    private Closed(int status, String words) {
        super(words, null, false, false);
        this.status = status;
    }

    static Closed unknown() {
        return new Closed(UNAUTHORIZED, "sign in with a token of your identity provider that holds now");
    }

    static Closed signedOut() {
        return new Closed(UNAUTHORIZED, "you are not signed in any more");
    }

    static Closed overdone() {
        return new Closed(429, "too many attempts; wait a minute");
    }

    static Closed forbidden() {
        return new Closed(403, "the policy does not permit you to see this");
    }

    static Closed absent() {
        return new Closed(404, "there is no such target");
    }

    static Closed foreign() {
        return new Closed(403, "the request comes from another site");
    }

    static Closed unrecorded() {
        return new Closed(503, "it cannot be put on the record just now; try again in a moment");
    }

    static Closed notOpen() {
        return new Closed(503, "the gateway is not open");
    }

    static Closed failed() {
        return new Closed(500, "the gateway failed; its log says more");
    }

    /// Whether nobody has said who it is.
    boolean isUnknown() {
        return status == UNAUTHORIZED;
    }

    int status() {
        return status;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
