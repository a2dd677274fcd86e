package dev.gatehouse.wire;

/// Who a session belongs to. Opaque here; the gateway knows it as the principal.
public interface Badge {
    /// The actor's id as the server should see it (`application_name`, connection attributes): printable, without
    /// secrets.
    String display();
}
