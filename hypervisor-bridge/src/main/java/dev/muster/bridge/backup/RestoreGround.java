package dev.muster.bridge.backup;

import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.inventory.VmLife;
import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.bridge.job.Minting;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.DomainDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What all restores stand on.
 *
 * @param lookup hosts, pools and VMs
 * @param repositories where the points are
 * @param vms holds VMs while they are worked on
 * @param chains keeps points from being changed while they are read
 * @param minting makes what is new
 */
record RestoreGround(Lookup lookup, Repositories repositories, VmClaims vms, ChainClaims chains, Minting minting) {
    private static final Set<String> DIRECTORIES = Set.of("dir", "fs", "netfs");

    VmLife life() {
        return new VmLife(lookup);
    }

    /** A pool that is up; {@code POOL_NOT_FOUND}, {@code HOST_UNREACHABLE}. */
    Pool pool(PoolId id) {
        lookup.connected(id.host());
        Pool pool = lookup.pool(id);
        if (!pool.active()) {
            throw Problem.of(
                            ErrorCode.POOL_NOT_FOUND,
                            "The pool " + pool.name() + " is not up.",
                            "Nothing was changed.",
                            "Start it, or restore to another pool.")
                    .toException();
        }
        return pool;
    }

    /** {@code NOT_SUPPORTED} where the files of that host are not files of the bridge's machine. */
    void requireHere(HostId host) {
        if (!lookup.hypervisor(host).backups().isHere()) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "The host " + host + " cannot read the repository: its files are not those of the bridge.",
                            "Nothing was changed.",
                            "Restore to it with its own disks instead: restore run.")
                    .toException();
        }
    }

    /** Whether volumes of it are files, which can be thin and qcow2. */
    static boolean isDirectory(Pool pool) {
        return DIRECTORIES.contains(pool.type());
    }

    /** As what disks are put into it. */
    DiskForm form(Pool pool) {
        return new DiskForm(lookup.hypervisor(pool.id().host()).backups().isHere(), isDirectory(pool));
    }

    /** The definition in a point. */
    static DomainDocument domain(PointFiles point) {
        try {
            return DomainDocument.parse(Files.readString(point.file("domain.xml")));
        } catch (IOException e) {
            throw PointFiles.damaged(point.file("domain.xml"), "cannot be read");
        }
    }

    /** {@code VM_EXISTS} */
    void requireFree(HostId host, String name, Predicate<Vm> givesWay) {
        boolean there = lookup.vmsOf(host).anyMatch(vm -> vm.name().equals(name) && !givesWay.test(vm));
        if (there) {
            throw Problem.of(
                            ErrorCode.VM_EXISTS,
                            "The host " + host + " has a VM \"" + name + "\" already.",
                            "It stays as it is; no VM was made.",
                            "Choose another name, or restore it in place.")
                    .toException();
        }
    }

    /** {@code NETWORK_NOT_FOUND} where a VM could not start because one of its networks is not there. */
    void requireNetworks(HostId host, DomainDocument domain) {
        Set<String> there =
                lookup.networksOf(host).map(network -> network.name()).collect(java.util.stream.Collectors.toSet());
        for (Nic nic : domain.nics()) {
            if (nic.type().equals("network") && !there.contains(nic.source())) {
                throw Problem.of(
                                ErrorCode.NETWORK_NOT_FOUND,
                                "The host " + host + " has no network \"" + nic.source()
                                        + "\", which the VM is plugged into.",
                                "Nothing was changed.",
                                "Make that network (its definition is in the restore point), or restore without starting.")
                        .toException();
            }
        }
    }

    /** A free volume for each disk of a point, by target. */
    Map<String, VolumeId> volumes(Pool pool, PointFiles point, String name, String addition) {
        Map<String, VolumeId> volumes = new LinkedHashMap<>();
        for (DiskContent disk : point.manifest().disks()) {
            point.image(disk.target());
            volumes.put(disk.target(), volume(pool, name + "-" + disk.target() + addition));
        }
        return volumes;
    }

    /** A volume of a pool that is not there yet, called like that or nearly so. */
    VolumeId volume(Pool pool, String stem) {
        String ending = form(pool).ending();
        return Stream.iterate(1, number -> number + 1)
                .map(number -> new VolumeId(pool.id(), stem + (number == 1 ? "" : "-" + number) + ending))
                .filter(id -> !lookup.image().volumes().containsKey(id))
                .findFirst()
                .orElseThrow();
    }

    /** Holds a VM, and a point as it is. */
    Claim claim(JobId job, VmId vm, PointId point, String work) {
        Claim first = vms.claim(job, vm, work);
        try {
            Claim second = chains.reading(job, point.repository(), point.vm(), work);
            return () -> {
                second.release();
                first.release();
            };
        } catch (RuntimeException e) {
            first.release();
            throw e;
        }
    }

    /** MAC addresses for the interfaces of a domain. */
    List<String> macs(DomainDocument domain) {
        return minting.macs(domain.nics().size());
    }
}
