package dev.muster.model.error;

import org.jspecify.annotations.Nullable;

/** The only exception that crosses a room's door. Its kind is its class, its content a {@link Problem}. */
public abstract sealed class MusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private MusterException(Problem problem, @Nullable Throwable cause) {
        super(problem.code().id() + ": " + problem.what(), cause);
        this.problem = problem;
    }

    /** What happened, what it means, what to do. */
    public Problem problem() {
        return problem;
    }

    /** The exception of the class that fits the problem's kind. */
    public static MusterException of(Problem problem, @Nullable Throwable cause) {
        return switch (problem.code().kind()) {
            case FAILED -> new Failed(problem, cause);
            case USAGE -> new Usage(problem, cause);
            case NOT_FOUND -> new NotFound(problem, cause);
            case REFUSED -> new Refused(problem, cause);
            case CONFLICT -> new Conflict(problem, cause);
            case UNREACHABLE -> new Unreachable(problem, cause);
            case CANCELLED -> new Cancelled(problem, cause);
        };
    }

    /** Work was tried and did not succeed. */
    public static final class Failed extends MusterException {
        private static final long serialVersionUID = 1L;

        private Failed(Problem problem, @Nullable Throwable cause) {
            super(problem, cause);
        }
    }

    /** The request makes no sense as it stands. */
    public static final class Usage extends MusterException {
        private static final long serialVersionUID = 1L;

        private Usage(Problem problem, @Nullable Throwable cause) {
            super(problem, cause);
        }
    }

    /** The object named does not exist. */
    public static final class NotFound extends MusterException {
        private static final long serialVersionUID = 1L;

        private NotFound(Problem problem, @Nullable Throwable cause) {
            super(problem, cause);
        }
    }

    /** Not allowed, or not safe. */
    public static final class Refused extends MusterException {
        private static final long serialVersionUID = 1L;

        private Refused(Problem problem, @Nullable Throwable cause) {
            super(problem, cause);
        }
    }

    /** The object changed since it was read, or is busy. */
    public static final class Conflict extends MusterException {
        private static final long serialVersionUID = 1L;

        private Conflict(Problem problem, @Nullable Throwable cause) {
            super(problem, cause);
        }
    }

    /** The bridge, or the host behind it, cannot be reached. */
    public static final class Unreachable extends MusterException {
        private static final long serialVersionUID = 1L;

        private Unreachable(Problem problem, @Nullable Throwable cause) {
            super(problem, cause);
        }
    }

    /** Somebody cancelled the work. */
    public static final class Cancelled extends MusterException {
        private static final long serialVersionUID = 1L;

        private Cancelled(Problem problem, @Nullable Throwable cause) {
            super(problem, cause);
        }
    }
}
