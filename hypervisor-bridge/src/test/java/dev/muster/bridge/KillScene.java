package dev.muster.bridge;

import dev.muster.bridge.job.CrashMatrix.Cell;
import dev.muster.bridge.job.CrashPoint;
import dev.muster.model.command.Command;
import dev.muster.model.job.JobId;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A kind of job on real QEMU: what must be there for it, the command, and what must be there after it. */
interface KillScene {
    /** A scene and where in it the daemon is killed. */
    record At(KillScene scene, Cell cell) {
        @Override
        public String toString() {
            return scene + " at " + cell;
        }
    }

    static List<KillScene> all() {
        return Stream.<KillScene[]>of(
                        ArtifactKills.values(),
                        BackupKills.values(),
                        RestoreKills.values(),
                        BridgeKills.values(),
                        ClusterKills.values(),
                        FindingKills.values(),
                        GroupKills.values(),
                        VmKills.values(),
                        NetworkKills.values(),
                        RecoveryKills.values(),
                        ReportKills.values(),
                        ScheduleKills.values(),
                        StorageKills.values())
                .flatMap(Stream::of)
                .toList();
    }

    String kind();

    /** How many of its steps to kill at. */
    int steps();

    /** Whether its job fails and is taken back. */
    default boolean isUndone() {
        return false;
    }

    /** Whether the usual run kills in it; the others wait for the long one, since others of the same form are in the usual. */
    default boolean isUsual() {
        return true;
    }

    /** Whether the host is still connected when it is done. */
    default boolean isConnectedAfter() {
        return true;
    }

    /** Makes what must be in the state before a bridge opens it. */
    default void ground(Path state) {}

    /** Makes what must be there; gives the command. */
    Command prepare(RealBridge bridge) throws Exception;

    /** Gives the job what it waits for: again after the kill. The bridge may die meanwhile, and the job have all of it. */
    default void feed(RealBridge bridge, JobId job) throws Exception {}

    /** Asserts what must be there, and that nothing else is. */
    void check(RealBridge bridge) throws Exception;

    default At at(int step, CrashPoint point) {
        return new At(this, new Cell(kind(), step, point));
    }
}
