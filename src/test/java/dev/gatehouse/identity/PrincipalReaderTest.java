package dev.gatehouse.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

import dev.gatehouse.identity.Principal.Kind;
import dev.gatehouse.identity.Principal.OnBehalfOf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The shapes of tokens that real issuers give.
class PrincipalReaderTest {
    private static final Instant EXPIRES = Instant.parse("2026-01-05T15:00:00Z");

    @Test
    void keycloakPerson() {
        Authentication.Known known = read("realm_access.roles", """
                {"sub":"f2b1-77","preferred_username":"alice","email":"alice@corp.example","email_verified":true,
                 "azp":"psql","realm_access":{"roles":["analyst","offline_access"]},"scope":"openid"}""");

        assertThat(known.principal().id()).isEqualTo("f2b1-77");
        assertThat(known.principal().kind()).isEqualTo(Kind.HUMAN);
        assertThat(known.principal().groups()).containsExactlyInAnyOrder("analyst", "offline_access");
        assertThat(known.principal().onBehalfOf()).isEmpty();
        assertThat(known.names()).containsExactlyInAnyOrder("f2b1-77", "alice", "alice@corp.example");
    }

    @Test
    void keycloakServiceAccount() {
        Principal principal = read("realm_access.roles", """
                {"sub":"0a-9","preferred_username":"service-account-billing","clientId":"billing","azp":"billing"}""").principal();

        assertThat(principal.kind()).isEqualTo(Kind.SERVICE);
    }

    @Test
    void entraPerson() {
        Principal principal = read("groups", """
                {"sub":"pairwise","oid":"o-1","tid":"t-1","azp":"client","scp":"db.query","preferred_username":"al@x",
                 "groups":["g-1"],"roles":["Reader"],"idtyp":"user"}""").principal();

        assertThat(principal.kind()).isEqualTo(Kind.HUMAN);
        assertThat(principal.groups()).containsExactlyInAnyOrder("g-1", "Reader");
    }

    @Test
    void entraApplication() {
        assertThat(read("groups", """
                {"sub":"o-1","oid":"o-1","tid":"t-1","azp":"client","idtyp":"app","roles":["Db.Read"]}""").principal().kind()).isEqualTo(Kind.SERVICE);
        assertThat(read("groups", """
                {"sub":"o-1","oid":"o-1","tid":"t-1","appid":"client","roles":["Db.Read"]}""").principal().kind()).isEqualTo(Kind.SERVICE);
    }

    @Test
    void entraAgentOnItsOwn() {
        Principal principal = read("groups", """
                {"sub":"s-1","oid":"s-2","tid":"t","appid":"a-1","idtyp":"app","xms_act_fct":"3 9 11",
                 "xms_sub_fct":"9 3 11","xms_par_app_azp":"b-1"}""").principal();

        assertThat(principal.id()).isEqualTo("s-1");
        assertThat(principal.kind()).isEqualTo(Kind.AGENT);
        assertThat(principal.onBehalfOf()).isEmpty();
    }

    @Test
    void entraAgentForAPerson() {
        Principal principal = read("groups", """
                {"sub":"alice","oid":"o","tid":"t","azp":"agent-7","idtyp":"user","scp":"db","groups":["analysts"],
                 "xms_act_fct":"11 3","xms_sub_fct":"1"}""").principal();

        assertThat(principal.id()).isEqualTo("agent-7");
        assertThat(principal.kind()).isEqualTo(Kind.AGENT);
        assertThat(principal.groups()).isEmpty();
        assertThat(principal.onBehalfOf()).contains(new OnBehalfOf("alice", Set.of("analysts")));
    }

    @Test
    void oktaPersonAndService() {
        assertThat(read("groups", """
                {"sub":"alice@corp.example","uid":"00u","cid":"0oa","groups":["Everyone"]}""").principal().kind()).isEqualTo(Kind.HUMAN);
        assertThat(read("groups", "{\"sub\":\"0oa1\",\"cid\":\"0oa1\"}")
                        .principal()
                        .kind())
                .isEqualTo(Kind.SERVICE);
    }

    @Test
    void googlePersonAndServiceAccount() {
        assertThat(read("groups", "{\"sub\":\"1077\",\"email\":\"a@corp.example\",\"email_verified\":true}")
                        .names())
                .containsExactlyInAnyOrder("1077", "a@corp.example");
        assertThat(read("groups", "{\"sub\":\"1078\",\"email\":\"job@shop.iam.gserviceaccount.com\"}")
                        .principal()
                        .kind())
                .isEqualTo(Kind.SERVICE);
    }

    @Test
    void kubernetesServiceAccountOnAnyCloud() {
        Principal principal = read("groups", """
                {"sub":"system:serviceaccount:shop:app","aud":["gatehouse"],
                 "kubernetes.io":{"namespace":"shop","serviceaccount":{"name":"app","uid":"u"}}}""").principal();

        assertThat(principal.kind()).isEqualTo(Kind.SERVICE);
        assertThat(principal.id()).isEqualTo("system:serviceaccount:shop:app");
    }

    @Test
    void awsRoleAuth0ClientAndSpiffeAreServices() {
        for (String claims : new String[] {
            "{\"sub\":\"arn:aws:iam::123456789012:role/job\"}",
            "{\"sub\":\"abc@clients\",\"gty\":\"client-credentials\"}",
            "{\"sub\":\"spiffe://corp.example/ns/shop/sa/app\"}",
            "{\"sub\":\"3n4\",\"client_id\":\"3n4\",\"token_use\":\"access\"}"
        }) {
            assertThat(read("groups", claims).principal().kind()).isEqualTo(Kind.SERVICE);
        }
    }

    @Test
    void theActorOfADelegatedTokenIsThePrincipal() {
        Authentication.Known known = read("groups", """
                {"sub":"alice","email":"alice@corp.example","groups":["analysts"],
                 "act":{"sub":"agent-7","groups":["agents"],"act":{"sub":"orchestrator"}}}""");

        Principal principal = known.principal();
        assertThat(principal.id()).isEqualTo("agent-7");
        assertThat(principal.kind()).isEqualTo(Kind.AGENT);
        assertThat(principal.groups()).containsExactly("agents");
        assertThat(principal.onBehalfOf()).contains(new OnBehalfOf("alice", Set.of("analysts")));
        assertThat(principal.claims()).containsKey("act");
        assertThat(known.names()).containsExactlyInAnyOrder("agent-7", "alice", "alice@corp.example");
    }

    @Test
    void anActorThatSaysSoIsAService() {
        assertThat(read("groups", "{\"sub\":\"alice\",\"act\":{\"sub\":\"api\",\"kind\":\"service\"}}")
                        .principal()
                        .kind())
                .isEqualTo(Kind.SERVICE);
        assertThat(read("groups", "{\"sub\":\"alice\",\"act\":{\"sub\":\"api\",\"kind\":\"human\"}}")
                        .principal()
                        .kind())
                .isEqualTo(Kind.AGENT);
        assertThat(read("groups", "{\"sub\":\"alice\",\"kind\":\"human\",\"act\":{\"client_id\":\"c\"}}")
                        .principal()
                        .kind())
                .isEqualTo(Kind.AGENT);
    }

    @Test
    void onBehalfOfSaysItTheOtherWayRound() {
        Principal principal = read("groups", """
                {"sub":"agent-7","kind":"agent","groups":["agents"],
                 "on_behalf_of":{"sub":"alice","groups":["analysts"]}}""").principal();

        assertThat(principal.id()).isEqualTo("agent-7");
        assertThat(principal.kind()).isEqualTo(Kind.AGENT);
        assertThat(principal.onBehalfOf()).contains(new OnBehalfOf("alice", Set.of("analysts")));
        assertThat(read("groups", "{\"sub\":\"a\",\"on_behalf_of\":\"alice\"}")
                        .principal()
                        .onBehalfOf())
                .contains(new OnBehalfOf("alice", Set.of()));
    }

    @Test
    void mayActSaysNothingAboutThisToken() {
        Principal principal = read("groups", "{\"sub\":\"alice\",\"may_act\":{\"sub\":\"agent-7\"}}")
                .principal();

        assertThat(principal.id()).isEqualTo("alice");
        assertThat(principal.kind()).isEqualTo(Kind.HUMAN);
        assertThat(principal.onBehalfOf()).isEmpty();
    }

    @Test
    void anAddressThatIsNotVerifiedIsNobodysName() {
        assertThat(read("groups", "{\"sub\":\"m\",\"email\":\"ceo@corp.example\",\"email_verified\":false}")
                        .names())
                .containsExactly("m");
    }

    @Test
    void namespacedClaimsAreFoundByTheirWholeName() {
        assertThat(read("https://corp.example/groups", "{\"sub\":\"a\",\"https://corp.example/groups\":[\"x\"]}")
                        .principal()
                        .groups())
                .containsExactly("x");
        assertThat(read(
                                "resource_access.gate.roles",
                                "{\"sub\":\"a\",\"resource_access\":{\"gate\":{\"roles\":\"x y\"}}}")
                        .principal()
                        .groups())
                .containsExactlyInAnyOrder("x", "y");
    }

    @Test
    void claimsWithoutAUsableSubjectAreRefused() {
        for (String claims : new String[] {
            "{}",
            "{\"sub\":\"\"}",
            "{\"sub\":7}",
            "{\"sub\":\"a\\nb\"}",
            "{\"sub\":\"" + "x".repeat(600) + "\"}",
            "{\"sub\":\"a\",\"act\":{}}",
            "{\"sub\":\"a\",\"act\":7}",
            "{\"sub\":\"a\",\"on_behalf_of\":{}}"
        }) {
            assertThatThrownBy(() -> read("groups", claims)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aNullClaimIsNoClaim() {
        assertThat(read("groups", "{\"sub\":\"a\",\"x\":null,\"y\":[null,1],\"act\":null}")
                        .principal()
                        .claims())
                .isEqualTo(Map.of("sub", "a", "y", java.util.List.of(1L)));
    }

    @Test
    void aKindThatIsNotKnownIsRefusedAndNotTakenForAPerson() {
        for (String kind : new String[] {"\"ai-agent\"", "[\"agent\"]", "7", "\"\"", "{}"}) {
            assertThatThrownBy(() -> read("groups", "{\"sub\":\"x\",\"kind\":" + kind + "}"))
                    .as(kind)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(read("groups", "{\"sub\":\"x\",\"kind\":\" Agent \"}")
                        .principal()
                        .kind())
                .isEqualTo(Kind.AGENT);
    }

    @Test
    void anAgentFacetMayBeANumber() {
        assertThat(read("groups", "{\"sub\":\"x\",\"xms_sub_fct\":11}")
                        .principal()
                        .kind())
                .isEqualTo(Kind.AGENT);
        assertThat(read("groups", "{\"sub\":\"x\",\"xms_sub_fct\":[3,13]}")
                        .principal()
                        .kind())
                .isEqualTo(Kind.AGENT);
    }

    @Test
    void anUnverifiedAddressIsNobodyAlsoWhereAddressesAreSubjects() {
        var settings = new IssuerSettings(
                "corp", "https://id", "keys", Set.of("gatehouse"), "email", "groups", "kind", Duration.ZERO);
        PrincipalReader reader = new PrincipalReader(settings);

        for (Object no : new Object[] {false, "false", "FALSE", 0L, "no"}) {
            assertThatThrownBy(() ->
                            reader.read(Map.of("sub", "m", "email", "victim@corp", "email_verified", no), EXPIRES))
                    .as("%s", no)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(reader.read(Map.of("sub", "a", "email", "alice@corp", "email_verified", true), EXPIRES)
                        .principal()
                        .id())
                .isEqualTo("alice@corp");
    }

    private static Authentication.Known read(String groupsClaim, String claims) {
        IssuerSettings settings = new IssuerSettings(
                "corp", "https://id", "keys", Set.of("gatehouse"), "sub", groupsClaim, "kind", Duration.ZERO);
        try {
            return new PrincipalReader(settings).read(JsonUtil.parseJson(claims), EXPIRES);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
