package dev.gatehouse.cli;

import java.util.concurrent.Callable;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

import io.quarkus.runtime.Quarkus;
import picocli.CommandLine.Command;

import dev.gatehouse.boot.Lifecycle;

/// Opens the gateway and stays until it is told to stop.
@Dependent
@Command(
        name = "serve",
        description = "Opens the gateway (the command when none is given).",
        mixinStandardHelpOptions = true)
public class ServeCommand implements Callable<Integer> {
    private final Lifecycle lifecycle;

    @Inject
    ServeCommand(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public Integer call() {
        if (!lifecycle.open()) {
            return 1;
        }
        Quarkus.waitForExit();
        return 0;
    }
}
