package dev.gatehouse.audit;

import dev.gatehouse.identity.Principal;
import dev.gatehouse.policy.Words;

/// What every event of one session says of it, written once: session, subject, client, target, protocol.
public final class SessionPart {
    final byte[] members;

    private SessionPart(byte[] members) {
        this.members = members;
    }

    /// Where a client comes from and goes to.
    public record Road(String address, String application, String target, String protocol) {}

    public static SessionPart of(String sessionId, Principal principal, Road road) {
        JsonLine line = new JsonLine(512);
        line.field("session", sessionId);
        line.name("subject").open();
        line.field("id", principal.id()).field("kind", Words.of(principal.kind()));
        line.field("groups", principal.groups().stream().sorted().toList());
        principal.onBehalfOf().ifPresent(other -> line.name("on_behalf_of")
                .open()
                .field("id", other.id())
                .field("groups", other.groups().stream().sorted().toList())
                .close());
        line.close();
        road(line, road);
        return new SessionPart(line.toBytes());
    }

    /// Somebody who did not prove to be `user`.
    public static SessionPart unproved(String user, Road road) {
        JsonLine line = new JsonLine(256);
        line.name("subject").open().field("id", user).field("kind", "unproved").close();
        road(line, road);
        return new SessionPart(line.toBytes());
    }

    private static void road(JsonLine line, Road road) {
        line.name("client")
                .open()
                .field("address", road.address())
                .field("application", road.application())
                .close();
        line.field("target", road.target()).field("protocol", road.protocol());
    }
}
