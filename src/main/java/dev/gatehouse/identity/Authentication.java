package dev.gatehouse.identity;

import java.util.Set;

/// What became of a token.
public sealed interface Authentication {
    /// The token holds. `names` are the user names under which its bearer may come in.
    record Known(Principal principal, Set<String> names) implements Authentication {
        public Known {
            names = Set.copyOf(names);
        }

        /// Whether `user` is one of the names; e-mail addresses are the same in either case.
        public boolean goesBy(String user) {
            return names.contains(user)
                    || (user.indexOf('@') > 0 && names.stream().anyMatch(user::equalsIgnoreCase));
        }
    }

    /// It does not; `why` is for the record and never for the client. It names no part of the token but its issuer.
    record Unknown(String why) implements Authentication {}
}
