package dev.gatehouse.wire;

/// Who a session belongs to. Opaque here; the gateway knows it as the principal.
public interface Badge {
    /// The actor's id as the server should see it (`application_name`, connection attributes): printable, without
    /// secrets.
    String display();

    /// The same for all sessions of one identity and for no others; never shown. Who may cancel a session is who
    /// has the same. Two identities may share a display name, so one that can tells more here.
    default String owner() {
        return display();
    }
}
