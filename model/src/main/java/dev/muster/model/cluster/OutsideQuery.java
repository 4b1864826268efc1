package dev.muster.model.cluster;

import java.net.URI;
import java.util.Set;

/**
 * Who is asked which function a VM has that no function is known of; docs/clusters.md has request and answer.
 *
 * @param url an {@code https} URL; {@code http} only on this machine
 * @param secret name of the file below the bridge's {@code secrets} directory whose first line is sent as bearer token; empty for none
 * @param certificate name of a file there with the certificates trusted, PEM; empty for those the machine trusts
 * @param timeoutSeconds how long an answer is waited for
 * @param refusalSeconds how long a refusal is remembered
 */
public record OutsideQuery(String url, String secret, String certificate, int timeoutSeconds, int refusalSeconds) {
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    public OutsideQuery {
        URI uri = uri(url);
        boolean secure = "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && uri.getHost() != null && HERE.contains(uri.getHost()));
        if (!secure || uri.getHost() == null || uri.getUserInfo() != null) {
            throw Refusals.refused(
                    "\"" + url + "\" cannot be asked for functions.",
                    "Give an https URL without a user; http is allowed on this machine only.");
        }
        requireFile(secret);
        requireFile(certificate);
        if (timeoutSeconds < 1 || timeoutSeconds > 300 || refusalSeconds < 1 || refusalSeconds > 86_400) {
            throw Refusals.refused(
                    "The times of the outside query are out of range.",
                    "Give a time-out of 1 to 300 s and a refusal of 1 to 86400 s.");
        }
    }

    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw Refusals.refused("\"" + url + "\" is not a URL.", "Give an https URL.");
        }
    }

    private static void requireFile(String name) {
        if (!name.isEmpty() && !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw Refusals.refused(
                    "\"" + name + "\" is not the name of a secret.", "Give a file name without directories.");
        }
    }
}
