package dev.gatehouse.control;

import java.util.Arrays;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.vertx.core.http.HttpServerRequest;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.handlers.FormBodyHandler;

import dev.gatehouse.control.api.Problem;

/// What clients hear of failures: little. Threads: any.
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final int UNREADABLE = 400;
    private static final int ABSENT = 404;
    private static final String UTF_8 = "UTF-8";

    @ServerExceptionMapper
    public Response closed(Closed closed, HttpServerRequest request) {
        Response.ResponseBuilder response = Response.status(closed.status());
        if (closed.isUnknown()) {
            response.header("WWW-Authenticate", "Bearer realm=\"gatehouse\"");
        }
        return body(response, closed.status(), closed.words(), request);
    }

    /// No such path, method or type.
    @ServerExceptionMapper
    public Response refused(WebApplicationException refused, HttpServerRequest request) {
        int status = refused.getResponse().getStatus();
        return body(Response.status(status), status, words(status), request);
    }

    private static String words(int status) {
        return status == ABSENT ? "there is no such page" : "this is not understood";
    }

    /// A form that cannot be read is its sender's fault. What the framework says of it quotes it, and it may hold a
    /// token, so that nothing of that is logged.
    @ServerExceptionMapper
    public Response failed(Throwable failure, HttpServerRequest request) {
        if (isForm(failure)) {
            return body(Response.status(UNREADABLE), UNREADABLE, words(UNREADABLE), request);
        }
        LOG.error("request failed", failure);
        return closed(Closed.failed(), request);
    }

    private static boolean isForm(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(FormBodyHandler.class.getName()));
    }

    private static Response body(
            Response.ResponseBuilder response, int status, String words, HttpServerRequest request) {
        return isForPeople(request)
                ? response.type(MediaType.TEXT_HTML_TYPE.withCharset(UTF_8))
                        .entity(Pages.closed(Seat.EMPTY, Closed.title(status), Closed.sentence(words))
                                .render())
                        .build()
                : response.type(MediaType.APPLICATION_JSON)
                        .entity(new Problem(words))
                        .build();
    }

    private static boolean isForPeople(HttpServerRequest request) {
        String path = request.path();
        return path != null && !path.startsWith("/api/");
    }
}
