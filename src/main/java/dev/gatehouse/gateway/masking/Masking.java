package dev.gatehouse.gateway.masking;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.gateway.reading.NamedSources;
import dev.gatehouse.gateway.reading.Reading;
import dev.gatehouse.gateway.reading.ReadingBadge;
import dev.gatehouse.gateway.reading.TextScan;
import dev.gatehouse.gateway.session.FreeFunctions;
import dev.gatehouse.gateway.session.SessionScope;
import dev.gatehouse.mask.HashKey;
import dev.gatehouse.mask.MaskCatalog;
import dev.gatehouse.mask.TypeSystem;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.Obligation;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

/// What values are masked with, for all targets. Threads: any.
public final class Masking {
    /// Policies have few different obligations; one that makes a new one each time must not fill the memory.
    private static final int MOST_KEPT = 256;

    private static final Pattern PLAIN_PAYLOAD = Pattern.compile("[A-Za-z0-9_.:/#-]{0,64}");
    private static final String HIDDEN_PAYLOAD = "***";

    private record Asked(String target, List<Obligation.Mask> obligations) {}

    private final MaskSettings settings;
    private final MaskCatalog postgres;
    private final MaskCatalog mysql;
    private final Map<Asked, MaskTerms> kept = new ConcurrentHashMap<>();

    /// @param key for what is hashed
    public Masking(MaskSettings settings, HashKey key) {
        this.settings = settings;
        this.postgres = new MaskCatalog(TypeSystem.POSTGRESQL, key);
        this.mysql = new MaskCatalog(TypeSystem.MYSQL, key);
    }

    /// What one statement's answer is shown through.
    ///
    /// @param copied the query that it copies to the client; null for none
    public Veil veil(
            Session session,
            StatementRequest request,
            Reading reading,
            Decision decision,
            MaskTerms terms,
            @Nullable String copied) {
        Predicate<StatementFacts> freely = freely(ReadingBadge.of(session).scope(), reading);
        var means = new MaskBinder.Means(terms, catalog(session), new NamedSources(session, reading), freely, decision);
        Set<String> names = new HashSet<>(); // the two may be one
        names.add(request.variables().getOrDefault("database", ""));
        names.add(session.target().database());
        var errors = new ErrorWords(
                reading.sensitivity().given(reading.statements().stream().anyMatch(freely)),
                new ErrorWords.OwnWords(request.sql(), names),
                new TextScan(terms.kindMasks()));
        return new Veil(new MaskBinder(reading, means), errors, decision, copied);
    }

    /// A statement by itself finds variables as they were before it; among others, as these may have left them.
    private static Predicate<StatementFacts> freely(SessionScope scope, Reading reading) {
        boolean alone = reading.statements().size() == 1;
        return alone && !scope.ranUnread() ? FreeFunctions::computes : scope::computesFreely;
    }

    /// What somebody gets for the payload of a notification: from whom values are masked, no more than a plain word
    /// or number, since nobody knows what another session has put into it.
    public static String notified(MaskTerms terms, String payload) {
        if (terms.isNone()) {
            return payload;
        }
        boolean plain = PLAIN_PAYLOAD.matcher(payload).matches();
        return plain && new TextScan(terms.kindMasks()).apply(payload).equals(payload) ? payload : HIDDEN_PAYLOAD;
    }

    private MaskCatalog catalog(Session session) {
        return session.dialect().equals("mysql") ? mysql : postgres;
    }

    /// The same object for the same obligations, mostly.
    public MaskTerms terms(String target, List<Obligation.Mask> obligations) throws MaskTerms.NotUnderstood {
        if (obligations.isEmpty()) {
            return MaskTerms.NONE;
        }
        Asked asked = new Asked(target, obligations);
        MaskTerms known = kept.get(asked);
        if (known != null) {
            return known;
        }
        MaskTerms terms = MaskTerms.of(obligations, settings, target);
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        MaskTerms raced = kept.putIfAbsent(asked, terms);
        return raced == null ? terms : raced;
    }
}
