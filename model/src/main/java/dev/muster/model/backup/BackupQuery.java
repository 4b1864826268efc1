package dev.muster.model.backup;

import dev.muster.model.command.Query;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What can be asked about backups. */
public sealed interface BackupQuery<R extends Record> extends Query<R> {
    /** The repositories as they are found now; one that cannot be reached says why. */
    record Repositories() implements BackupQuery<RepositoryList> {
        @Override
        public Class<RepositoryList> answer() {
            return RepositoryList.class;
        }
    }

    /**
     * The restore points in the repositories that can be reached, the newest first.
     *
     * @param vm only those of that VM; empty for all
     */
    record Points(Optional<UUID> vm) implements BackupQuery<PointList> {
        @Override
        public Class<PointList> answer() {
            return PointList.class;
        }
    }

    /**
     * What the next backup of each VM will read, and what earlier ones left behind.
     *
     * @param search the VMs it is about; empty for all
     */
    record Doctor(String search) implements BackupQuery<Diagnoses> {
        @Override
        public Class<Diagnoses> answer() {
            return Diagnoses.class;
        }
    }

    /** What was found, by name of the VM. */
    record Diagnoses(List<Diagnosis> vms) {
        public Diagnoses {
            vms = List.copyOf(vms);
        }
    }

    /** Some restore points. */
    record PointList(List<Point> points) {
        public PointList {
            points = List.copyOf(points);
        }
    }

    /**
     * One restore point with what it holds.
     *
     * @param id which one
     * @param manifest what it holds
     * @param verified what came of reading it last; empty where nobody did
     * @param users VMs that run from it, by UUID: it can be neither deleted nor merged
     * @param booted what came of booting it last; empty where nobody did
     */
    record Point(
            PointId id,
            PointManifest manifest,
            Optional<Verification> verified,
            List<UUID> users,
            Optional<BootVerification> booted) {
        public Point {
            users = List.copyOf(users);
        }

        /** One nobody has read or uses. */
        public Point(PointId id, PointManifest manifest) {
            this(id, manifest, Optional.empty(), List.of(), Optional.empty());
        }
    }

    /** Some repositories, by name. */
    record RepositoryList(List<RepositoryState> repositories) {
        public RepositoryList {
            repositories = List.copyOf(repositories);
        }
    }
}
