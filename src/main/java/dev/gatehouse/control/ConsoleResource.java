package dev.gatehouse.control;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.control.api.ShownColumn;
import dev.gatehouse.control.api.TargetDetails;
import dev.gatehouse.control.api.TargetSummary;
import dev.gatehouse.gateway.ControlPath.Visitor;

/// The pages for people. Their token is in a cookie that scripts cannot read, that other sites cannot have sent,
/// and that goes with the browser or with the token; the API takes no cookies. Threads: virtual.
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class ConsoleResource {
    private static final String COOKIE = "gatehouse";
    private static final int SEE_OTHER = 303;
    private static final int OK = 200;

    private final Door door;
    private final Exhibits exhibits;

    @Inject
    ConsoleResource(Door door, Exhibits exhibits) {
        this.door = door;
        this.exhibits = exhibits;
    }

    @CheckedTemplate(basePath = "console")
    static final class Pages {
        private Pages() {}

        static native TemplateInstance signin(String words);

        static native TemplateInstance targets(String visitor, List<TargetSummary> targets);

        /// @param own columns of people's tables
        /// @param servers those of the server itself
        static native TemplateInstance target(
                String visitor, TargetDetails target, List<ShownColumn> own, List<ShownColumn> servers);

        static native TemplateInstance closed(String words);
    }

    @GET
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response targets(@CookieParam(COOKIE) @Nullable String token, @Context HttpServerRequest request) {
        if (token == null) {
            return page(OK, Pages.signin(""));
        }
        try {
            Visitor visitor = door.enter(request, token);
            return page(OK, Pages.targets(visitor.name(), exhibits.targets(visitor)));
        } catch (Closed closed) {
            return closed(closed, request);
        }
    }

    @GET
    @Path("targets/{name}")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response target(
            @PathParam("name") String name,
            @CookieParam(COOKIE) @Nullable String token,
            @Context HttpServerRequest request) {
        try {
            Visitor visitor = door.enter(request, token);
            TargetDetails target = exhibits.target(visitor, name);
            Map<Boolean, List<ShownColumn>> columns =
                    target.columns().stream().collect(Collectors.partitioningBy(ConsoleResource::isServers));
            return page(
                    OK,
                    Pages.target(
                            visitor.name(),
                            target,
                            columns.getOrDefault(false, List.of()),
                            columns.getOrDefault(true, List.of())));
        } catch (Closed closed) {
            return closed(closed, request);
        }
    }

    private static boolean isServers(ShownColumn column) {
        return column.evidence().stream().allMatch(evidence -> evidence.kind().equals("internal"));
    }

    @POST
    @Path("signin")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response signIn(@FormParam("token") @Nullable String token, @Context HttpServerRequest request) {
        try {
            Door.checkOwnSite(request);
            String given = token == null ? "" : token.strip();
            Visitor visitor = door.enter(request, given);
            long seconds = Duration.between(Instant.now(), visitor.expires()).toSeconds();
            int age = (int) Math.clamp(seconds, 0, Duration.ofDays(1).toSeconds());
            return home(cookie(given, age, request));
        } catch (Closed closed) {
            return closed(closed, request);
        }
    }

    @POST
    @Path("signout")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response signOut(@Context HttpServerRequest request) {
        try {
            Door.checkOwnSite(request);
            return home(cookie("", 0, request));
        } catch (Closed closed) {
            return closed(closed, request);
        }
    }

    private static Response home(NewCookie cookie) {
        return Response.status(SEE_OTHER)
                .location(URI.create("/"))
                .cookie(cookie)
                .build();
    }

    private static NewCookie cookie(String token, int seconds, HttpServerRequest request) {
        return new NewCookie.Builder(COOKIE)
                .value(token)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(!Door.isPlainLoopback(request))
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status).entity(page.render()).build();
    }

    /// A token that does not hold is forgotten, and asked for again.
    private static Response closed(Closed closed, HttpServerRequest request) {
        return closed.status() == Closed.unknown().status()
                ? Response.status(closed.status())
                        .entity(Pages.signin("This token was not accepted.").render())
                        .cookie(cookie("", 0, request))
                        .build()
                : page(closed.status(), Pages.closed(closed.words()));
    }
}
