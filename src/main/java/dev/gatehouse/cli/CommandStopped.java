package dev.gatehouse.cli;

/// Why a command cannot do what it was asked to; the sentence is for people.
final class CommandStopped extends Exception {
    private static final long serialVersionUID = 1L;

    /// Refused or failed.
    static final int FAILED = 1;

    /// Wrong usage.
    static final int USAGE = 2;

    /// Could not reach or read.
    static final int UNREAD = 3;

    private final int exitCode;

    private CommandStopped(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CommandStopped failed(String message) {
        return new CommandStopped(FAILED, message);
    }

    static CommandStopped usage(String message) {
        return new CommandStopped(USAGE, message);
    }

    static CommandStopped unread(String message) {
        return new CommandStopped(UNREAD, message);
    }

    int exitCode() {
        return exitCode;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
