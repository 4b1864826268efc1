package dev.muster.bridge.cluster;

/** What the boot controller tells a VM. */
sealed interface BootAnswer {
    /** It boots that. */
    record Boot(String script) implements BootAnswer {}

    /** Its function is not known yet: it waits and asks again. */
    record Wait(String reason) implements BootAnswer {}

    /** It gets nothing; it says so on its screen and asks again later. */
    record Refused(String reason) implements BootAnswer {}

    /** It is not what it claims to be: no answer of ours is for it. */
    record Forbidden(String reason) implements BootAnswer {}
}
