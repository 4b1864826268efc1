package dev.muster.model.error;

import static dev.muster.model.error.ProblemKind.CANCELLED;
import static dev.muster.model.error.ProblemKind.CONFLICT;
import static dev.muster.model.error.ProblemKind.FAILED;
import static dev.muster.model.error.ProblemKind.NOT_FOUND;
import static dev.muster.model.error.ProblemKind.REFUSED;
import static dev.muster.model.error.ProblemKind.UNREACHABLE;
import static dev.muster.model.error.ProblemKind.USAGE;

/**
 * The stable codes of every problem Muster reports. A code is never reused for something else and never renamed; the
 * text beside it may change. {@code docs/errors.md} lists them with what to do.
 */
public enum ErrorCode {
    // what was asked
    USAGE_INVALID("USE-1", USAGE),
    COMMAND_UNKNOWN("USE-2", USAGE),
    JSON_INVALID("USE-3", USAGE),
    XML_INVALID("USE-4", USAGE),
    XML_FORBIDDEN("USE-5", REFUSED),
    URI_INVALID("USE-6", USAGE),
    PATH_FORBIDDEN("USE-7", REFUSED),
    QUERY_INVALID("USE-8", USAGE),
    // who asks
    NOT_AUTHENTICATED("ACC-1", REFUSED),
    NOT_ALLOWED("ACC-2", REFUSED),
    PAIRING_CODE_WRONG("ACC-3", REFUSED),
    PAIRING_CLOSED("ACC-4", REFUSED),
    CERTIFICATE_UNKNOWN("ACC-5", REFUSED),
    CERTIFICATE_REVOKED("ACC-6", REFUSED),
    SERVER_NOT_TRUSTED("ACC-7", REFUSED),
    TOO_MANY_TRIES("ACC-8", REFUSED),
    CLIENT_NOT_FOUND("ACC-9", NOT_FOUND),
    // the bridge
    BRIDGE_UNREACHABLE("BRG-1", UNREACHABLE),
    BRIDGE_STOPPING("BRG-2", UNREACHABLE),
    BRIDGE_VERSION("BRG-3", REFUSED),
    STATE_IN_USE("BRG-4", CONFLICT),
    // hosts and their hypervisors
    HOST_NOT_FOUND("HST-1", NOT_FOUND),
    HOST_UNREACHABLE("HST-2", UNREACHABLE),
    HOST_EXISTS("HST-3", CONFLICT),
    DAEMON_NOT_RUNNING("HST-4", UNREACHABLE),
    SSH_KEY_REFUSED("HST-5", UNREACHABLE),
    SSH_HOST_UNKNOWN("HST-6", UNREACHABLE),
    TLS_CERTIFICATE("HST-7", UNREACHABLE),
    HOST_NAME_UNKNOWN("HST-8", UNREACHABLE),
    HYPERVISOR_REFUSED("HST-9", FAILED),
    HYPERVISOR_TIMEOUT("HST-10", FAILED),
    PERMISSION_DENIED("HST-11", REFUSED),
    NOT_SUPPORTED("HST-12", REFUSED),
    LIBRARY_MISSING("HST-13", UNREACHABLE),
    // VMs
    VM_NOT_FOUND("VM-1", NOT_FOUND),
    VM_EXISTS("VM-2", CONFLICT),
    VM_STATE("VM-3", REFUSED),
    VM_CHANGED("VM-4", CONFLICT),
    VM_VANISHED("VM-5", FAILED),
    VM_FILES_CHANGED("VM-6", CONFLICT),
    VM_BUSY("VM-7", CONFLICT),
    GUEST_SILENT("VM-8", FAILED),
    NAME_AMBIGUOUS("VM-9", USAGE),
    CLONE_REFUSED("VM-10", REFUSED),
    MIGRATION_REFUSED("VM-11", REFUSED),
    MIGRATION_UNSURE("VM-12", FAILED),
    SAVED_MEMORY_UNUSABLE("VM-13", FAILED),
    // the hardware of VMs
    DEVICE_NOT_FOUND("HW-1", NOT_FOUND),
    DEVICE_KEPT("HW-2", FAILED),
    DISK_IN_USE("HW-3", CONFLICT),
    ADDRESS_IN_USE("HW-4", CONFLICT),
    // snapshots
    SNAPSHOT_NOT_FOUND("SNP-1", NOT_FOUND),
    SNAPSHOT_EXISTS("SNP-2", CONFLICT),
    SNAPSHOT_REFUSED("SNP-3", REFUSED),
    // consoles
    CONSOLE_NONE("CON-1", REFUSED),
    CONSOLE_LOST("CON-2", UNREACHABLE),
    CONSOLE_PROTOCOL("CON-3", FAILED),
    CONSOLE_PASSWORD("CON-4", REFUSED),
    // networks, pools, volumes
    NETWORK_NOT_FOUND("NET-1", NOT_FOUND),
    NETWORK_EXISTS("NET-2", CONFLICT),
    NETWORK_STATE("NET-3", REFUSED),
    POOL_NOT_FOUND("STO-1", NOT_FOUND),
    POOL_EXISTS("STO-2", CONFLICT),
    POOL_STATE("STO-3", REFUSED),
    VOLUME_NOT_FOUND("STO-4", NOT_FOUND),
    VOLUME_EXISTS("STO-5", CONFLICT),
    FILE_MISSING("STO-6", NOT_FOUND),
    DISK_FULL("STO-7", FAILED),
    VOLUME_BUSY("STO-8", CONFLICT),
    // artifacts
    CLUSTER_NOT_FOUND("CLU-1", NOT_FOUND),
    CLUSTER_EXISTS("CLU-2", CONFLICT),
    CLUSTER_NETWORK("CLU-3", CONFLICT),
    CLUSTER_NO_ROOM("CLU-4", CONFLICT),
    CLUSTER_STATE("CLU-5", CONFLICT),
    ARTIFACT_NOT_FOUND("ART-1", NOT_FOUND),
    ARTIFACT_EXISTS("ART-2", CONFLICT),
    ARTIFACT_IN_USE("ART-3", CONFLICT),
    ARTIFACT_MISSING("ART-4", FAILED),
    ARTIFACT_CORRUPT("ART-5", FAILED),
    ARTIFACT_INCOMPLETE("ART-6", FAILED),
    // backups
    REPOSITORY_NOT_FOUND("BAK-1", NOT_FOUND),
    REPOSITORY_EXISTS("BAK-2", CONFLICT),
    REPOSITORY_UNUSABLE("BAK-3", REFUSED),
    BACKUP_BROKEN_OFF("BAK-4", FAILED),
    POINT_NOT_FOUND("BAK-5", NOT_FOUND),
    POINT_DAMAGED("BAK-6", REFUSED),
    RESTORE_BROKEN_OFF("BAK-7", FAILED),
    POINT_IN_USE("BAK-8", CONFLICT),
    REPOSITORY_IN_USE("BAK-9", CONFLICT),
    FREEZE_FAILED("BAK-10", FAILED),
    // consistency groups
    GROUP_NOT_FOUND("GRP-1", NOT_FOUND),
    GROUP_EXISTS("GRP-2", CONFLICT),
    GROUP_LOCK_FAILED("GRP-3", FAILED),
    SET_NOT_FOUND("GRP-4", NOT_FOUND),
    SET_DAMAGED("GRP-5", REFUSED),
    GROUP_LATE("GRP-6", FAILED),
    POINT_IN_SET("GRP-7", CONFLICT),
    SET_EXISTS("GRP-8", CONFLICT),
    // recovery
    RECOVERY_NETWORK_FAILED("RCV-1", FAILED),
    PLAN_NOT_FOUND("RCV-2", NOT_FOUND),
    PLAN_EXISTS("RCV-3", CONFLICT),
    PLAN_INVALID("RCV-4", REFUSED),
    // schedules
    SCHEDULE_NOT_FOUND("SCH-1", NOT_FOUND),
    SCHEDULE_OVERLAP("SCH-2", CONFLICT),
    // jobs, store, audit
    JOB_NOT_FOUND("JOB-1", NOT_FOUND),
    JOB_CANCELLED("JOB-2", CANCELLED),
    JOB_NOT_CANCELLABLE("JOB-3", REFUSED),
    JOB_UNDONE("JOB-4", FAILED),
    STORE_FULL("JOB-5", FAILED),
    STORE_UNREADABLE("JOB-6", FAILED),
    STORE_NEWER("JOB-7", REFUSED),
    AUDIT_BROKEN("JOB-8", FAILED),
    VERSION_CONFLICT("JOB-9", CONFLICT),
    AUDIT_NOT_FOUND("JOB-10", NOT_FOUND),
    JOB_UNSURE("JOB-11", FAILED),
    JOB_IRREVERSIBLE("JOB-12", REFUSED),
    JOB_NOT_PAUSABLE("JOB-13", REFUSED),
    JOB_NOT_ASKING("JOB-14", REFUSED),
    JOB_ANSWER_INVALID("JOB-15", USAGE),
    // ours
    INTERNAL("MUS-1", FAILED);

    private final String id;
    private final ProblemKind kind;

    ErrorCode(String id, ProblemKind kind) {
        this.id = id;
        this.kind = kind;
    }

    /** The code as users quote it, such as {@code VM-3}. */
    public String id() {
        return id;
    }

    /** What sort of answer this is. */
    public ProblemKind kind() {
        return kind;
    }
}
