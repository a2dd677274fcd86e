package dev.gatehouse.control;

import java.util.Arrays;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.handlers.FormBodyHandler;

import dev.gatehouse.control.api.Problem;

/// What clients hear of failures: little. Threads: any.
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final int UNREADABLE = 400;

    @ServerExceptionMapper
    public Response closed(Closed closed) {
        Response.ResponseBuilder response = Response.status(closed.status());
        if (closed.isUnknown()) {
            response.header("WWW-Authenticate", "Bearer realm=\"gatehouse\"");
        }
        return body(response, closed.words());
    }

    /// No such path, method or type.
    @ServerExceptionMapper
    public Response refused(WebApplicationException refused) {
        return body(Response.status(refused.getResponse().getStatus()), "this is not understood");
    }

    /// A form that cannot be read is its sender's fault. What the framework says of it quotes it, and it may hold a
    /// token, so that nothing of that is logged.
    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        if (isForm(failure)) {
            return body(Response.status(UNREADABLE), "this is not understood");
        }
        LOG.error("request failed", failure);
        Closed failed = Closed.failed();
        return body(Response.status(failed.status()), failed.words());
    }

    private static boolean isForm(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(FormBodyHandler.class.getName()));
    }

    private static Response body(Response.ResponseBuilder response, String words) {
        return response.type(MediaType.APPLICATION_JSON)
                .entity(new Problem(words))
                .build();
    }
}
