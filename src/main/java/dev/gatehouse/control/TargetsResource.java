package dev.gatehouse.control;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

import dev.gatehouse.control.api.TargetDetails;
import dev.gatehouse.control.api.TargetSummary;

/// `/api/v1/targets`: the targets, with their sensitive columns. Threads: virtual.
@Path("/api/v1/targets")
@Produces(MediaType.APPLICATION_JSON)
@SecurityScheme(securitySchemeName = "token", type = SecuritySchemeType.HTTP, scheme = "bearer")
@SecurityRequirement(name = "token")
public class TargetsResource {
    private final Door door;
    private final Exhibits exhibits;

    @Inject
    TargetsResource(Door door, Exhibits exhibits) {
        this.door = door;
        this.exhibits = exhibits;
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "The targets that you may see")
    public List<TargetSummary> all(@Context HttpServerRequest request) {
        return exhibits.targets(door.bearer(request));
    }

    @GET
    @Path("/{name}")
    @RunOnVirtualThread
    @Operation(summary = "One target with its sensitive columns, and the evidence for each; never a value")
    public TargetDetails one(@PathParam("name") String name, @Context HttpServerRequest request) {
        return exhibits.target(door.bearer(request), name);
    }
}
