package dev.gatehouse.control;

import java.util.Locale;

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

    /// @param decision by which those who read the record find out why
    static Closed forbidden(String decision) {
        return new Closed(
                403,
                "the policy does not permit you to see this; ask its owners for a role that may look [decision "
                        + decision + "]");
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

    static Closed overheard() {
        return new Closed(
                403,
                "this way is not encrypted, and a token would be read by whoever listens; come by https (a proxy that "
                        + "encrypts has to be named in gatehouse.http.proxies)");
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

    /// The same as a sentence.
    String sentence() {
        return sentence(words());
    }

    static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    /// The head of a page.
    String title() {
        return title(status);
    }

    static String title(int status) {
        return switch (status) {
            case UNAUTHORIZED -> "Sign in";
            case 403 -> "Not permitted";
            case 404 -> "Not found";
            case 429 -> "Too many attempts";
            case 503 -> "Not open";
            default -> status < 500 ? "Not understood" : "Something failed";
        };
    }
}
