package dev.gatehouse.cli;

import java.util.concurrent.Callable;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

import picocli.CommandLine.Command;

/// The top command; by itself it serves.
@Dependent
@Command(
        name = "gatehouse",
        description = "An identity-aware gateway for PostgreSQL and MySQL.",
        mixinStandardHelpOptions = true,
        version = "gatehouse 0.1.0")
public class GatehouseCommand implements Callable<Integer> {
    private final ServeCommand serve;

    @Inject
    GatehouseCommand(ServeCommand serve) {
        this.serve = serve;
    }

    @Override
    public Integer call() {
        return serve.call();
    }
}
