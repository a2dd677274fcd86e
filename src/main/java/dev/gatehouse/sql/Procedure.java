package dev.gatehouse.sql;

import java.util.List;

/// A procedure that people have made, as far as it must be known to read its body.
///
/// @param schema in which names without one are looked up in it
/// @param body the statement that a `CALL` runs, as it was written
/// @param mode the server's mode under which it was written and runs
/// @param parameters in their order
public record Procedure(String schema, String body, String mode, List<Parameter> parameters) {
    /// @param in whether it has a value of the caller
    /// @param out whether the caller gets its value back
    public record Parameter(String name, boolean in, boolean out) {}

    public Procedure {
        parameters = List.copyOf(parameters);
    }
}
