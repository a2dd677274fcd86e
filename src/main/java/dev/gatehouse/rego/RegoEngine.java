package dev.gatehouse.rego;

/// Evaluates the entrypoint of one immutable policy bundle. Threads: any, at the same time.
public interface RegoEngine {
    /// The bundle's revision from its manifest, or a digest of it where it names none.
    String revision();

    /// Pure and bounded: an error or a spent budget is [Evaluation.Failed], never an exception.
    Evaluation evaluate(RegoValue input);

    /// Whether the same input always gets the same answer; not so where the policy asks for the time or for chance.
    default boolean repeats() {
        return false;
    }

    /// Whether its answers may depend on this member of the input; true where that is not known.
    default boolean reads(String member) {
        return true;
    }
}
