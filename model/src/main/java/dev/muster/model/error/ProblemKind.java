package dev.muster.model.error;

/** What sort of answer a problem is; decides the exit status of the command line and the HTTP status of the API. */
public enum ProblemKind {
    /** Work was tried and did not succeed. */
    FAILED(1, 500),
    /** The request makes no sense as it stands. */
    USAGE(2, 400),
    /** The object named does not exist. */
    NOT_FOUND(3, 404),
    /** Not allowed, or not safe. */
    REFUSED(4, 403),
    /** The object changed since it was read, or is busy with other work. */
    CONFLICT(4, 409),
    /** The bridge, or the host behind it, cannot be reached. */
    UNREACHABLE(5, 503),
    /** Somebody cancelled the work. */
    CANCELLED(130, 410);

    private final int exitStatus;
    private final int httpStatus;

    ProblemKind(int exitStatus, int httpStatus) {
        this.exitStatus = exitStatus;
        this.httpStatus = httpStatus;
    }

    /** The exit status of {@code muster ctl} for this kind. */
    public int exitStatus() {
        return exitStatus;
    }

    /** The HTTP status of the API for this kind. */
    public int httpStatus() {
        return httpStatus;
    }
}
