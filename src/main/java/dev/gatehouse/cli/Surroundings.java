package dev.gatehouse.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.bundle.PolicyInForce;
import dev.gatehouse.config.Fault;
import dev.gatehouse.config.Settings;
import dev.gatehouse.wire.Target;

/// What sound settings still depend on: a policy that loads, and servers that answer.
final class Surroundings {
    private static final int CONNECT_MILLIS = 5_000;

    private Surroundings() {}

    static List<Fault> faults(Settings settings) {
        List<Fault> faults = new ArrayList<>();
        PolicyInForce.fault(settings.policy())
                .map(problem -> new Fault(
                        "gatehouse.policy.bundle",
                        problem,
                        "build it with `opa build -t plan -e "
                                + settings.policy().entrypoint() + "`"))
                .ifPresent(faults::add);
        settings.targets().forEach(target -> reach(target.target(), faults));
        return faults;
    }

    private static void reach(Target target, List<Fault> faults) {
        String host = target.address().getHostString();
        int port = target.address().getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        } catch (IOException e) {
            faults.add(new Fault(
                    "gatehouse.targets." + target.name() + ".address",
                    "nobody answers at " + host + ":" + port + " (" + e.getMessage() + ")",
                    "start the server, or correct the address"));
        }
    }
}
