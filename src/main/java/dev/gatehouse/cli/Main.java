package dev.gatehouse.cli;

import java.util.Arrays;

import jakarta.inject.Inject;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/// The program: `serve` when no command is given.
@QuarkusMain
public final class Main implements QuarkusApplication {
    private final GatehouseCommand gatehouse;
    private final ServeCommand serve;
    private final CheckCommand check;
    private final PolicyCommand policy;
    private final TargetsCommand targets;

    @Inject
    public Main(
            GatehouseCommand gatehouse,
            ServeCommand serve,
            CheckCommand check,
            PolicyCommand policy,
            TargetsCommand targets) {
        this.targets = targets;
        this.policy = policy;
        this.gatehouse = gatehouse;
        this.serve = serve;
        this.check = check;
    }

    /// Only `serve` opens the HTTP port, since any other command may run beside a gateway that serves, and only
    /// `serve` logs to standard output, which is for the answer of the others.
    public static void main(String... arguments) {
        boolean serves = Arrays.stream(arguments).allMatch(argument -> argument.startsWith("-"))
                ? Arrays.stream(arguments).noneMatch(argument -> argument.matches("-h|--help|-V|--version"))
                : Arrays.asList(arguments).contains("serve");
        if (!serves) {
            System.setProperty("quarkus.http.host-enabled", "false");
            System.setProperty("quarkus.log.level", "WARN");
            System.setProperty("quarkus.log.console.stderr", "true");
        }
        Quarkus.run(Main.class, arguments);
    }

    @Override
    public int run(String... arguments) {
        return new CommandLine(gatehouse)
                .addSubcommand(serve)
                .addSubcommand(check)
                .addSubcommand(targets)
                .addSubcommand(policy.line())
                .execute(arguments);
    }
}
