package dev.muster.bridge.report;

import static dev.muster.model.report.ReportValue.bytes;
import static dev.muster.model.report.ReportValue.code;
import static dev.muster.model.report.ReportValue.message;
import static dev.muster.model.report.ReportValue.number;
import static dev.muster.model.report.ReportValue.state;
import static dev.muster.model.report.ReportValue.text;

import dev.muster.bridge.feature.report.CommonParts;
import dev.muster.bridge.feature.report.ReportDraft;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.feature.report.ReportRequest;
import dev.muster.bridge.feature.report.Requirements;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.report.ReportHead.Filter;
import dev.muster.model.report.ReportHead.RowCount;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Answer;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportResult;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reports on hosts, VMs, networks and pools: all of them, or those of one host.
 *
 * @param inventory what is known of all hosts
 * @param bridge what the bridge calls itself
 */
record InventoryReports(Inventory inventory, String bridge) implements ReportProvider {
    private static final String ALL = "all";
    private static final String RULE =
            "An inventory is complete when each host in it was connected while it was gathered.";

    @Override
    public ReportKind kind() {
        return ReportKind.INVENTORY;
    }

    @Override
    public ReportDraft draft(ReportRequest request) {
        request.requireFilters(List.of());
        InventoryImage image = inventory.image();
        boolean all = request.about().isEmpty() || request.about().equals(ALL);
        List<Host> hosts = image.hosts().values().stream()
                .filter(host -> all || host.id().text().equals(request.about()))
                .sorted(Comparator.comparing(Host::id))
                .toList();
        if (hosts.isEmpty() && !all) {
            throw Problem.of(
                            ErrorCode.HOST_NOT_FOUND,
                            "There is no host \"" + request.about() + "\".",
                            "Nothing was changed.",
                            "Look at the list of hosts.")
                    .toException();
        }
        List<HostId> ids = hosts.stream().map(Host::id).toList();
        List<Vm> vms = image.vms().values().stream()
                .filter(vm -> ids.contains(vm.id().host()))
                .sorted(Comparator.comparing((Vm vm) -> vm.id().host()).thenComparing(Vm::name))
                .toList();
        List<Network> networks = image.networks().values().stream()
                .filter(network -> ids.contains(network.id().host()))
                .sorted(Comparator.comparing((Network network) -> network.id().host())
                        .thenComparing(Network::name))
                .toList();
        List<Pool> pools = image.pools().values().stream()
                .filter(pool -> ids.contains(pool.id().host()))
                .sorted(Comparator.comparing((Pool pool) -> pool.id().host()).thenComparing(Pool::name))
                .toList();
        List<ReportPart> parts = new ArrayList<>();
        parts.add(CommonParts.failures(failures(hosts, vms, pools)));
        parts.add(new ReportPart.Facts(
                "inventory",
                "Inventory",
                List.of(new Fact("Bridge", text(bridge)), new Fact("Scope", scope(all, request)))));
        parts.add(hosts(hosts));
        parts.add(vms(vms));
        parts.add(networks(networks));
        parts.add(pools(pools));
        parts.add(CommonParts.scope(
                "The report has what the bridge knew of its hosts while it was gathered.",
                "Volumes are left out one by one, since a pool has thousands of them; each pool has their total.",
                "Of a host that was not connected the report has what was last known of it."));
        parts.add(CommonParts.clock(request.at()));
        parts.add(Requirements.of(new Answer(
                "NIS2 (EU) 2024/2690",
                "12.4",
                "An inventory of assets is kept and is complete and up to date.",
                List.of("hosts", "vms", "networks", "pools"))));
        parts.add(CommonParts.signOff("Asset owner"));
        return new ReportDraft(
                all ? "" : request.about(),
                result(hosts),
                all ? List.of() : List.of(new Filter("Host", text(request.about()))),
                List.of(
                        new RowCount("Hosts", hosts.size()),
                        new RowCount("Virtual machines", vms.size()),
                        new RowCount("Networks", networks.size()),
                        new RowCount("Storage pools", pools.size())),
                parts);
    }

    private static ReportValue scope(boolean all, ReportRequest request) {
        return all ? message("All hosts") : text(request.about());
    }

    private static ReportResult result(List<Host> hosts) {
        boolean whole = hosts.stream().allMatch(host -> host.state() == HostState.CONNECTED);
        return whole
                ? new ReportResult("Complete", Severity.OK, RULE)
                : new ReportResult("Incomplete", Severity.WARNING, RULE);
    }

    private static List<String> failures(List<Host> hosts, List<Vm> vms, List<Pool> pools) {
        List<String> sentences = new ArrayList<>();
        hosts.stream()
                .filter(host -> host.state() != HostState.CONNECTED)
                .forEach(host -> sentences.add("The host " + host.id() + " was not connected."));
        vms.stream()
                .filter(Vm::crashed)
                .forEach(vm -> sentences.add(
                        "The VM " + vm.name() + " of the host " + vm.id().host() + " has crashed."));
        pools.stream()
                .filter(pool -> !pool.active() && !pool.reason().isEmpty())
                .forEach(pool -> sentences.add(
                        "The pool " + pool.name() + " of the host " + pool.id().host() + " cannot be brought up."));
        return sentences;
    }

    private static ReportPart hosts(List<Host> hosts) {
        return new ReportPart.Table(
                "hosts",
                "Hosts",
                List.of(
                        new Column("Host", ValueType.TEXT),
                        new Column("State", ValueType.STATE),
                        new Column("Hypervisor", ValueType.TEXT),
                        new Column("Architecture", ValueType.CODE),
                        new Column("CPUs", ValueType.NUMBER),
                        new Column("Memory", ValueType.BYTES),
                        new Column("Version of libvirt", ValueType.CODE)),
                hosts.stream()
                        .map(host -> List.of(
                                text(host.id().text()),
                                hostState(host),
                                text(host.hypervisor()),
                                code(host.architecture()),
                                number(host.cpus()),
                                bytes(host.memoryBytes()),
                                code(host.libvirtVersion())))
                        .toList(),
                List.of());
    }

    private static ReportValue hostState(Host host) {
        return switch (host.state()) {
            case CONNECTED -> state("Connected", Severity.OK);
            case CONNECTING -> state("Connecting", Severity.WARNING);
            case DISCONNECTED -> state("Not connected", Severity.FAILED);
        };
    }

    private static ReportPart vms(List<Vm> vms) {
        return new ReportPart.Table(
                "vms",
                "Virtual machines",
                List.of(
                        new Column("Host", ValueType.TEXT),
                        new Column("Name", ValueType.TEXT),
                        new Column("UUID", ValueType.CODE),
                        new Column("State", ValueType.STATE),
                        new Column("CPUs", ValueType.NUMBER),
                        new Column("Memory", ValueType.BYTES),
                        new Column("Disks", ValueType.CODE),
                        new Column("Networks", ValueType.CODE),
                        new Column("Tags", ValueType.TEXT)),
                vms.stream()
                        .map(vm -> List.of(
                                text(vm.id().host().text()),
                                text(vm.name()),
                                code(vm.id().uuid().toString()),
                                vmState(vm),
                                number(vm.vcpus()),
                                bytes(vm.memoryBytes()),
                                code(vm.disks().stream().map(Disk::source).collect(Collectors.joining(" "))),
                                code(vm.nics().stream()
                                        .map(InventoryReports::plug)
                                        .collect(Collectors.joining(" "))),
                                text(String.join(", ", vm.tags()))))
                        .toList(),
                List.of());
    }

    private static String plug(Nic nic) {
        return nic.source() + (nic.mac().isEmpty() ? "" : "/" + nic.mac());
    }

    private static ReportValue vmState(Vm vm) {
        return vm.crashed()
                ? state("Crashed", Severity.FAILED)
                : switch (vm.state()) {
                    case RUNNING -> state("Running", Severity.OK);
                    case PAUSED -> state("Paused", vm.pausedByFault() ? Severity.FAILED : Severity.NONE);
                    case OFF -> state("Off", Severity.NONE);
                    case CRASHED -> state("Crashed", Severity.FAILED);
                    case SHUTTING_DOWN -> state("Shutting down", Severity.NONE);
                    case ASLEEP -> state("Asleep", Severity.NONE);
                    case UNKNOWN -> state("Unknown", Severity.WARNING);
                };
    }

    private static ReportPart networks(List<Network> networks) {
        return new ReportPart.Table(
                "networks",
                "Networks",
                List.of(
                        new Column("Host", ValueType.TEXT),
                        new Column("Name", ValueType.TEXT),
                        new Column("State", ValueType.STATE),
                        new Column("Forwarding", ValueType.CODE),
                        new Column("Bridge device", ValueType.CODE),
                        new Column("Addresses", ValueType.CODE)),
                networks.stream()
                        .map(network -> List.of(
                                text(network.id().host().text()),
                                text(network.name()),
                                active(network.active()),
                                code(network.forward()),
                                code(network.bridge()),
                                code(network.addresses())))
                        .toList(),
                List.of());
    }

    private static ReportPart pools(List<Pool> pools) {
        return new ReportPart.Table(
                "pools",
                "Storage pools",
                List.of(
                        new Column("Host", ValueType.TEXT),
                        new Column("Name", ValueType.TEXT),
                        new Column("State", ValueType.STATE),
                        new Column("Type", ValueType.CODE),
                        new Column("Path", ValueType.CODE),
                        new Column("Capacity", ValueType.BYTES),
                        new Column("Used", ValueType.BYTES),
                        new Column("Available", ValueType.BYTES)),
                pools.stream()
                        .map(pool -> List.of(
                                text(pool.id().host().text()),
                                text(pool.name()),
                                active(pool.active()),
                                code(pool.type()),
                                code(pool.path()),
                                bytes(pool.capacityBytes()),
                                bytes(pool.allocatedBytes()),
                                bytes(pool.availableBytes())))
                        .toList(),
                List.of());
    }

    private static ReportValue active(boolean active) {
        return active ? state("Active", Severity.OK) : state("Inactive", Severity.NONE);
    }
}
