package dev.muster.model.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The rule that chains audit entries: change, drop or reorder one and every later hash is wrong. */
public final class AuditChain {
    /** What the first entry names as the hash before it. */
    public static final String GENESIS = "0".repeat(64);

    private AuditChain() {}

    /**
     * The hash an entry must carry: SHA-256 over each field as UTF-8 preceded by its length in bytes and a colon, so that
     * no two different entries give the same bytes.
     */
    public static String hash(AuditEntry entry) {
        MessageDigest digest = sha256();
        for (String field : List.of(
                Long.toString(entry.number()),
                entry.at().toString(),
                entry.principal(),
                entry.role(),
                entry.origin(),
                entry.action(),
                entry.subject(),
                entry.outcome().name(),
                entry.job(),
                entry.detail(),
                entry.previous())) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The number of the first entry that does not fit the one before it; empty when all fit.
     *
     * @param previousHash hash of the entry before the first of {@code entries}
     */
    public static Optional<Long> firstBreak(String previousHash, List<AuditEntry> entries) {
        String expected = previousHash;
        for (AuditEntry entry : entries) {
            if (!entry.previous().equals(expected) || !entry.hash().equals(hash(entry))) {
                return Optional.of(entry.number());
            }
            expected = entry.hash();
        }
        return Optional.empty();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
