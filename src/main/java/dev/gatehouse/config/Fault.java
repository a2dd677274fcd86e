package dev.gatehouse.config;

/// Something in the configuration that stops the start.
///
/// @param path the full key
/// @param problem what is wrong with it; never the value of a secret
/// @param remedy what would be right
public record Fault(String path, String problem, String remedy) {
    @Override
    public String toString() {
        return path + ": " + problem + "; " + remedy;
    }
}
