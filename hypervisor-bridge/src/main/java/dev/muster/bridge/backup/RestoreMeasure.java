package dev.muster.bridge.backup;

import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.PointId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Restores a disk with so many readers, for measurements alone: restores themselves choose that. */
public final class RestoreMeasure {
    private RestoreMeasure() {}

    /**
     * Fills an image as a restore does; when this returns, all of it is on the disk and was read back.
     *
     * @param point which one
     * @param path its directory
     * @param target such as {@code vda}
     * @param to an empty qcow2 image of that size
     * @param readers how many threads read
     */
    public static void fill(PointId point, Path path, String target, Path to, int readers)
            throws IOException, InterruptedException {
        PointFiles files = new PointFiles(point, path, RepositoryDirectory.manifest(path));
        DiskFill.run(files, target, to, "qcow2", readers, new Silent());
    }

    /** Nobody listens. */
    private static final class Silent implements StepContext {
        @Override
        public JobId job() {
            return JobId.of("measurement");
        }

        @Override
        public void progress(long done, long total, String unit) {}

        @Override
        public void waitingFor(String what) {}

        @Override
        public void log(LogLine.Level level, String text) {}

        @Override
        public void checkCancelled() {}

        @Override
        public Optional<String> fact(String name) {
            return Optional.empty();
        }

        @Override
        public void putFact(String name, String value) {}
    }
}
