package dev.gatehouse.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Texts whose sensitive parts are known, and texts that only look so: the same ones each time, from one seed.
/// Nothing here is taken from what finds them.
final class LabelledCorpus {
    /// Another corpus is another number.
    static final long SEED = 20_261_122;

    private static final int EACH = 1_200;
    private static final int NEAR_MISSES = 200;

    private LabelledCorpus() {}

    /// @param seed [#SEED], or another one to see whether the figures hold
    static List<LabelledText> texts(long seed) {
        List<LabelledText> all = new ArrayList<>();
        List<BiFunction<Draws, Integer, SensitiveValue>> generators = List.of(
                CorpusPersons::email,
                CorpusPersons::phone,
                CorpusPersons::address,
                CorpusPayments::card,
                CorpusPayments::iban,
                CorpusIdentities::next,
                CorpusSecrets::key,
                CorpusSecrets::pem,
                CorpusSecrets::token,
                CorpusSecrets::password,
                CorpusSecrets::hash,
                CorpusSecrets::secret,
                CorpusAddresses::next);
        int stream = 0;
        for (BiFunction<Draws, Integer, SensitiveValue> generator : generators) {
            Draws draws = new Draws(seed + ++stream); // one kind more leaves the others as they were
            for (int turn = 0; turn < EACH; turn++) {
                all.add(CorpusFrames.around(draws, generator.apply(draws, turn)));
            }
        }
        for (String form : CorpusNearMisses.forms()) {
            Draws draws = new Draws(seed ^ form.hashCode());
            for (int turn = 0; turn < NEAR_MISSES; turn++) {
                all.add(CorpusFrames.around(draws, form, CorpusNearMisses.next(draws, form)));
            }
        }
        return all;
    }
}
