package dev.gatehouse.control;

import java.util.function.Function;

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

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.control.api.TargetDetails;
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
    private final Approaches approaches;

    @Inject
    ConsoleResource(Door door, Exhibits exhibits, Approaches approaches) {
        this.door = door;
        this.exhibits = exhibits;
        this.approaches = approaches;
    }

    @GET
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response targets(@Context HttpServerRequest request) {
        return SessionCookie.of(request, approaches.of(request)).isEmpty()
                ? signIn(request)
                : shown(request, visitor -> Pages.targets(Seat.of(visitor), exhibits.targets(visitor)));
    }

    @GET
    @Path("targets/{name}")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response target(@PathParam("name") String name, @Context HttpServerRequest request) {
        return shown(request, visitor -> {
            TargetDetails target = exhibits.target(visitor, name);
            return Pages.target(Seat.of(visitor), target, Findings.of(target.columns()));
        });
    }

    @GET
    @Path("signin")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response signIn(@Context HttpServerRequest request) {
        return approaches.of(request).isOverheard()
                ? closed(Seat.EMPTY, Closed.overheard())
                : page(OK, Pages.signin(Seat.EMPTY, "", false));
    }

    @POST
    @Path("signin")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response signIn(@FormParam("token") @Nullable String token, @Context HttpServerRequest request) {
        Approach approach = approaches.of(request);
        try {
            checkForm(approach);
            String id = door.signIn(approach, token == null ? "" : token);
            door.signOut(SessionCookie.of(request, approach)); // of whoever was here before
            return home(SessionCookie.holding(id, approach));
        } catch (Closed closed) {
            return closed.isUnknown()
                    ? page(closed.status(), Pages.signin(Seat.EMPTY, "This token was not accepted.", true))
                    : closed(Seat.EMPTY, closed);
        }
    }

    @POST
    @Path("signout")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response signOut(@Context HttpServerRequest request) {
        Approach approach = approaches.of(request);
        try {
            checkForm(approach);
            door.signOut(SessionCookie.of(request, approach));
            return home(SessionCookie.forgotten(approach));
        } catch (Closed closed) {
            return closed(Seat.EMPTY, closed);
        }
    }

    private static void checkForm(Approach approach) {
        if (!approach.isFromOwnSite()) {
            throw Closed.foreign();
        }
        if (approach.isOverheard()) {
            throw Closed.overheard();
        }
    }

    /// As a path alone: the framework would write in front of it what the client calls us, and by which scheme a
    /// proxy has come.
    private static Response home(NewCookie cookie) {
        return Response.status(SEE_OTHER).header("Location", "/").cookie(cookie).build();
    }

    /// Who is not signed in any more is asked to sign in.
    private Response shown(HttpServerRequest request, Function<Visitor, TemplateInstance> page) {
        Approach approach = approaches.of(request);
        Seat seat = Seat.EMPTY;
        try {
            Visitor visitor = door.returning(approach, SessionCookie.of(request, approach));
            seat = Seat.of(visitor);
            return page(OK, page.apply(visitor));
        } catch (Closed closed) {
            return closed.isUnknown() ? signInAgain(closed, approach) : closed(seat, closed);
        }
    }

    private static Response signInAgain(Closed closed, Approach approach) {
        return Response.status(closed.status())
                .entity(Pages.signin(Seat.EMPTY, "Your session has ended. Sign in again.", false)
                        .render())
                .cookie(SessionCookie.forgotten(approach))
                .build();
    }

    private static Response closed(Seat seat, Closed closed) {
        return page(closed.status(), Pages.closed(seat, closed.title(), closed.sentence()));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status).entity(page.render()).build();
    }
}
