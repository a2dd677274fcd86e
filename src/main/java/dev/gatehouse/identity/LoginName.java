package dev.gatehouse.identity;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A user name and the target that goes with it.
///
/// The name of the target stands in the database field, or behind the last colon of the user name
/// (`alice@corp.example:shop`), which leaves the database field to the client's own needs. Since the names of some
/// identities hold colons themselves (`system:serviceaccount:shop:app`), both readings are offered, and the one
/// whose user is the token's own name holds.
public record LoginName(String user, String target) {
    /// No user name is longer; what is longer is nobody's.
    static final int MOST = 1024;

    /// The readings of what a client sent, the likelier first; empty where it names no target that exists.
    public static List<LoginName> readings(String user, Optional<String> database, Predicate<String> isTarget) {
        if (user.isEmpty() || user.length() > MOST) {
            return List.of();
        }
        int colon = user.lastIndexOf(':');
        Optional<LoginName> behindColon = colon < 1 || !isTarget.test(user.substring(colon + 1))
                ? Optional.empty()
                : Optional.of(new LoginName(user.substring(0, colon), user.substring(colon + 1)));
        Optional<LoginName> byDatabase = database.filter(isTarget).map(name -> new LoginName(user, name));
        return java.util.stream.Stream.of(behindColon, byDatabase)
                .flatMap(Optional::stream)
                .toList();
    }
}
