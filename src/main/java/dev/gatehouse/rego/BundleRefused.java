package dev.gatehouse.rego;

/// A bundle that cannot be used, and why, in a sentence for people.
public final class BundleRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public BundleRefused(String why) {
        super(why);
    }

    public BundleRefused(String why, Throwable cause) {
        super(why, cause);
    }
}
