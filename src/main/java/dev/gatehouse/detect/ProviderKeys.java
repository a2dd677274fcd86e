package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Keys of providers that begin with a prefix of their own, as the providers' pages on secret scanning describe
/// them.
final class ProviderKeys {
    private static final int UPPER_AND_DIGITS = 0;
    private static final int ALNUM = 1;
    private static final int WORD = 2;
    private static final int URL = 3;
    private static final int DOTTED = 4;
    private static final int HEX = 5;
    private static final int HEX_AND_DASH = 7;
    private static final int PATH = 8;
    /// Of either alphabet, padding included.
    private static final int BASE64 = 9;
    /// As [#URL], and with a digit and an upper letter somewhere, since the prefix alone says little.
    private static final int MIXED = 6;
    /// A word of many parts that look like the beginning of a key is not read anew to its end for each of them.
    private static final int MIXED_WITHIN = 100;

    /// @param exact whether a longer run is no such key
    private record Form(byte[] prefix, int set, int least, boolean exact) {}

    private static final Form[][] BY_FIRST = new Form[128][0];

    static {
        put(UPPER_AND_DIGITS, 16, true, "AKIA ASIA AGPA AIDA AROA AIPA ANPA ANVA ABIA ACCA");
        put(BASE64, 100, false, "ABSK");
        put(ALNUM, 36, false, "ghp_ gho_ ghu_ ghs_ ghr_ npm_ nfp_ pnu_ pnb_ apify_api_ phx_ hcp_");
        put(WORD, 60, false, "github_pat_");
        put(
                DOTTED,
                20,
                false,
                "glpat- gldt- glrt- glptt- glft- glsoat- glcbt- glagent- gloas- glimt- glffct- GR1348941");
        put(URL, 20, false, "xoxb- xoxp- xoxa- xoxr- xoxs- xoxe- xoxc- xapp- xoxe.xoxp- xoxe.xoxb-");
        put(PATH, 30, false, "hooks.slack.com/services/ discord.com/api/webhooks/ discordapp.com/api/webhooks/");
        put(ALNUM, 16, false, "sk_live_ sk_test_ rk_live_ rk_test_ shippo_live_");
        put(ALNUM, 14, false, "rzp_live_ rzp_test_");
        put(BASE64, 24, false, "whsec_");
        put(URL, 35, true, "AIza AQVN");
        put(URL, 20, false, "GOCSPX- ya29. hvs. hvb. hvr. figd_ PMAK- NRAK- pul- dckr_pat_ dckr_oat_");
        put(URL, 40, false, "1//0");
        put(BASE64, 40, false, "glc_ sntrys_ ops_eyJ ATATT3 ATCTT3");
        put(WORD, 40, false, "glsa_ CCIPAT_ CCIPRJ_ lsv2_pt_ lsv2_sk_");
        put(DOTTED, 60, false, "SG. sk.eyJ dt0c01. dt0s01.");
        put(DOTTED, 40, false, "dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit. snyk_uat.");
        put(HEX, 32, true, "SK key- dapi shpat_ shpca_ shppa_ shpss_ sk-");
        put(HEX, 64, true, "sntryu_ sk-or-v1- s-s4t2ud- s-s4t2af-");
        put(HEX, 40, false, "dop_v1_ doo_v1_ dor_v1_ rubygems_ sgp_ bkua_ squ_ sqa_ sqp_ sbp_");
        put(HEX, 40, true, "v1.");
        put(
                HEX_AND_DASH,
                36,
                true,
                "sdk- api- pat-na1- pat-eu1- access-sandbox- access-production- access-development-");
        put(HEX_AND_DASH, 150, false, "v1.0-");
        put(URL, 50, false, "pypi- xkeysib- xsmtpsib- fio-u-");
        put(ALNUM, 30, false, "hf_ api_org_ secret_ lin_api_ ntn_ gsk_ r8_ tvly- ATBB");
        put(ALNUM, 28, false, "aio_ rnd_");
        put(
                URL,
                30,
                false,
                "sb_secret_ secret-live- secret-test- pscale_tkn_ pscale_pw_ pscale_oauth_ HRKU- CFPAT- tk-us-");
        put(URL, 32, false, "FLWSECK- FLWSECK_TEST- duffel_live_ duffel_test_ fo1_ tfp_ jina_");
        put(URL, 40, false, "sk-ant- sk-proj- sk-svcacct- sk-admin- nvapi- pcsk_ xai- pplx- tskey-");
        put(MIXED, 20, false, "sk- sq0atp- sq0csp- EAAA LTAI");
        put(MIXED, 30, false, "re_");
        put(MIXED, 32, true, "AKID");
        put(MIXED, 60, false, "EAA IGQV IGQW AKCp cmVmdGtu");
        put(ALNUM, 43, true, "oy2");
        put(ALNUM, 50, false, "AGE-SECRET-KEY-1 EZAK EZTK CLOJARS_ rdme_");
    }

    private ProviderKeys() {}

    /// @param at where a word, or a part of one, begins
    /// @return the end of a key at `at`, or -1
    static int end(byte[] text, int at, int to) {
        if (text[at] < 0) {
            return -1;
        }
        for (Form form : BY_FIRST[text[at]]) {
            int body = at + form.prefix.length;
            if (body + form.least <= to && starts(text, at, form.prefix)) {
                int end = bodyEnd(text, body, to, form);
                if (end >= 0) {
                    return end;
                }
            }
        }
        return -1;
    }

    private static int bodyEnd(byte[] text, int body, int to, Form form) {
        if (form.set == MIXED && !mixed(text, body, Math.min(to, body + MIXED_WITHIN))) {
            return -1;
        }
        int most = form.exact ? Math.min(to, body + form.least + 1) : to;
        int end = body;
        while (end < most && in(text[end], form.set)) {
            end++;
        }
        while (end > body && text[end - 1] == '.') {
            end--; // of a sentence
        }
        int count = end - body;
        return count < form.least || form.exact && count != form.least ? -1 : end;
    }

    static boolean starts(byte[] text, int at, byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (text[at + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean in(byte b, int set) {
        return switch (set) {
            case UPPER_AND_DIGITS -> ByteClass.is(b, ByteClass.UPPER | ByteClass.DIGIT);
            case ALNUM -> ByteClass.isAlnum(b);
            case WORD -> ByteClass.isAlnum(b) || b == '_';
            case HEX -> Entropy.isHex(b);
            case DOTTED -> ByteClass.isAlnum(b) || b == '_' || b == '-' || b == '.';
            case HEX_AND_DASH -> Entropy.isHex(b) || b == '-';
            case PATH -> ByteClass.isAlnum(b) || b == '_' || b == '-' || b == '/';
            case BASE64 -> ByteClass.is(b, ByteClass.TOKEN) && b != '.' && b != '~' || b == '=';
            default -> ByteClass.isAlnum(b) || b == '_' || b == '-';
        };
    }

    /// Within what may be of such a key.
    private static boolean mixed(byte[] text, int from, int end) {
        boolean digit = false;
        boolean upper = false;
        for (int i = from; i < end && in(text[i], MIXED); i++) {
            digit |= ByteClass.isDigit(text[i]);
            upper |= ByteClass.is(text[i], ByteClass.UPPER);
        }
        return digit && upper;
    }

    private static void put(int set, int least, boolean exact, String prefixes) {
        for (String prefix : prefixes.split(" ")) {
            byte[] bytes = prefix.getBytes(StandardCharsets.US_ASCII);
            List<Form> forms = new ArrayList<>(List.of(BY_FIRST[bytes[0]]));
            forms.add(new Form(bytes, set, least, exact));
            BY_FIRST[bytes[0]] = forms.toArray(new Form[0]);
        }
    }
}
