package dev.gatehouse.control;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
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

/// The pages for people. They send their token once, and come again with what [SessionCookie] holds; the API takes
/// no cookies. Threads: virtual.
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class ConsoleResource {
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
    public Response targets(@Context HttpServerRequest request) {
        if (SessionCookie.of(request).isEmpty()) {
            return signIn();
        }
        return shown(request, () -> {
            Visitor visitor = door.returning(request, SessionCookie.of(request));
            return Pages.targets(visitor.name(), exhibits.targets(visitor));
        });
    }

    @GET
    @Path("targets/{name}")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response target(@PathParam("name") String name, @Context HttpServerRequest request) {
        return shown(request, () -> {
            Visitor visitor = door.returning(request, SessionCookie.of(request));
            TargetDetails target = exhibits.target(visitor, name);
            Map<Boolean, List<ShownColumn>> columns =
                    target.columns().stream().collect(Collectors.partitioningBy(ConsoleResource::isServers));
            return Pages.target(
                    visitor.name(),
                    target,
                    columns.getOrDefault(false, List.of()),
                    columns.getOrDefault(true, List.of()));
        });
    }

    private static boolean isServers(ShownColumn column) {
        return column.evidence().stream().allMatch(evidence -> evidence.kind().equals("internal"));
    }

    @GET
    @Path("signin")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response signIn() {
        return page(OK, Pages.signin(""));
    }

    @POST
    @Path("signin")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response signIn(@FormParam("token") @Nullable String token, @Context HttpServerRequest request) {
        try {
            OwnSite.check(request);
            String id = door.signIn(request, token == null ? "" : token);
            door.signOut(SessionCookie.of(request)); // of whoever was here before
            return home(SessionCookie.holding(id, request));
        } catch (Closed closed) {
            return closed.isUnknown()
                    ? page(closed.status(), Pages.signin("This token was not accepted."))
                    : page(closed.status(), Pages.closed(closed.words()));
        }
    }

    @POST
    @Path("signout")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response signOut(@Context HttpServerRequest request) {
        try {
            OwnSite.check(request);
            door.signOut(SessionCookie.of(request));
            return home(SessionCookie.forgotten(request));
        } catch (Closed closed) {
            return page(closed.status(), Pages.closed(closed.words()));
        }
    }

    private static Response home(NewCookie cookie) {
        return Response.status(SEE_OTHER)
                .location(URI.create("/"))
                .cookie(cookie)
                .build();
    }

    /// Who is not signed in any more is asked to sign in.
    private static Response shown(HttpServerRequest request, Supplier<TemplateInstance> page) {
        try {
            return page(OK, page.get());
        } catch (Closed closed) {
            return closed.isUnknown()
                    ? Response.fromResponse(
                                    page(closed.status(), Pages.signin("Your session has ended. Sign in again.")))
                            .cookie(SessionCookie.forgotten(request))
                            .build()
                    : page(closed.status(), Pages.closed(closed.words()));
        }
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status).entity(page.render()).build();
    }
}
