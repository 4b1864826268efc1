package dev.muster.model.access;

import dev.muster.model.command.Command;

/** Changes to who may come in. */
public sealed interface AccessCommand extends Command {
    @Override
    default Role requires() {
        return Role.ADMINISTRATOR;
    }

    /**
     * Shuts a paired client out at once; its open streams end.
     *
     * @param fingerprint SHA-256 of its certificate, lower-case hex
     */
    record Revoke(String fingerprint) implements AccessCommand {
        @Override
        public String subject() {
            return fingerprint;
        }
    }
}
