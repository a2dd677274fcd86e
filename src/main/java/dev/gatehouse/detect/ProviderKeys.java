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
    /// As [#URL], and with a digit and an upper letter somewhere, since the prefix alone says little.
    private static final int MIXED = 6;

    /// @param exact whether a longer run is no such key
    private record Form(byte[] prefix, int set, int least, boolean exact) {}

    private static final Form[][] BY_FIRST = new Form[128][0];

    static {
        for (String prefix : "AKIA ASIA AGPA AIDA AROA AIPA ANPA ANVA ABIA ACCA".split(" ")) {
            put(UPPER_AND_DIGITS, 16, true, prefix);
        }
        put(ALNUM, 36, false, "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "npm_");
        put(WORD, 60, false, "github_pat_");
        put(URL, 20, false, "glpat-", "gldt-", "glrt-", "glptt-", "glft-", "glsoat-", "glcbt-", "glagent-");
        put(URL, 20, false, "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-", "xoxe.xoxp-");
        put(ALNUM, 16, false, "sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_", "shippo_live_");
        put(URL, 35, true, "AIza");
        put(URL, 20, false, "GOCSPX-", "ya29.", "hvs.", "hvb.", "hvr.", "figd_", "PMAK-", "NRAK-", "glc_", "pul-");
        put(DOTTED, 60, false, "SG.", "sntrys_");
        put(HEX, 32, true, "SK", "key-", "dapi", "shpat_", "shpca_", "shppa_", "shpss_");
        put(URL, 50, false, "pypi-");
        put(HEX, 40, false, "dop_v1_", "doo_v1_", "dor_v1_", "rubygems_", "sgp_");
        put(ALNUM, 30, false, "hf_", "secret_", "lin_api_", "ntn_", "gsk_", "r8_", "dp.pt.", "dp.st.");
        put(URL, 40, false, "sk-ant-", "sk-proj-", "sk-svcacct-", "ATATT3", "nvapi-", "pcsk_", "xai-", "tskey-");
        put(MIXED, 20, false, "sk-", "sq0atp-", "sq0csp-", "EAAA");
        put(ALNUM, 50, false, "AGE-SECRET-KEY-1");
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
        int end = body;
        while (end < to && in(text[end], form.set)) {
            end++;
        }
        while (end > body && text[end - 1] == '.') {
            end--; // of a sentence
        }
        int count = end - body;
        if (count < form.least || form.exact && count != form.least || form.set == MIXED && !mixed(text, body, end)) {
            return -1;
        }
        return end;
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
            default -> ByteClass.isAlnum(b) || b == '_' || b == '-';
        };
    }

    private static boolean mixed(byte[] text, int from, int end) {
        boolean digit = false;
        boolean upper = false;
        for (int i = from; i < end; i++) {
            digit |= ByteClass.isDigit(text[i]);
            upper |= ByteClass.is(text[i], ByteClass.UPPER);
        }
        return digit && upper;
    }

    private static void put(int set, int least, boolean exact, String... prefixes) {
        for (String prefix : prefixes) {
            byte[] bytes = prefix.getBytes(StandardCharsets.US_ASCII);
            List<Form> forms = new ArrayList<>(List.of(BY_FIRST[bytes[0]]));
            forms.add(new Form(bytes, set, least, exact));
            BY_FIRST[bytes[0]] = forms.toArray(new Form[0]);
        }
    }
}
