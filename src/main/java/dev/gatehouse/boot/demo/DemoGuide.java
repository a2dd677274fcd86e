package dev.gatehouse.boot.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkus.arc.profile.IfBuildProfile;

import dev.gatehouse.boot.Gateway;
import dev.gatehouse.boot.GatewayOpened;

/// Prints lines to paste, once the demo's gateway is open.
@IfBuildProfile("dev")
@ApplicationScoped
public class DemoGuide {
    private final DemoSettings demo;

    @Inject
    DemoGuide(DemoSettings demo) {
        this.demo = demo;
    }

    void onOpened(@Observes GatewayOpened opened) {
        demo.issuer().ifPresent(issuer -> System.out.println(text(issuer, opened.gateway())));
    }

    static String text(DemoIssuer issuer, Gateway gateway) {
        StringBuilder text = new StringBuilder("""

                ────────────────────────────────────────────────────────────────────────────────
                The demo is open: a PostgreSQL and a MariaDB with the same shop data stand behind
                the gateway, both labelled production. Paste a line; the tokens hold for an hour.
                """);
        for (Persona persona : Persona.ALL) {
            String token = issuer.token(persona);
            text.append("\n# ")
                    .append(persona.user())
                    .append(", ")
                    .append(persona.what())
                    .append('\n');
            text.append("PGPASSWORD=")
                    .append(token)
                    .append(" psql -h 127.0.0.1 -p ")
                    .append(gateway.postgresPort())
                    .append(" -U ")
                    .append(persona.user())
                    .append(" shop\n");
            text.append("MYSQL_PWD=")
                    .append(token)
                    .append(" mysql -h 127.0.0.1 -P ")
                    .append(gateway.mysqlPort())
                    .append(" -u ")
                    .append(persona.user())
                    .append(" shop-mysql\n");
        }
        return text.append("""

                        Try:  select name, email, ssn, note from customers limit 5;   (masked; not for omar)
                              copy customers to stdout;                           (masked too; PostgreSQL)
                              update orders set status = 'lost';                  (refused: no WHERE on production)
                              drop table payments;                                (refused on production)
                              delete from payments where id = 1;                  (refused for the agent)
                        The console, for rita's token: http://127.0.0.1:8080
                        The record: data/journal/journal.jsonl, and here. Metrics: http://127.0.0.1:8080/q/metrics
                        ────────────────────────────────────────────────────────────────────────────────
                        """).toString();
    }
}
