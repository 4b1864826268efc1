package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Id;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.InventorySearch;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.Volume;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds what people name: by id, by UUID, by {@code host/name}, or by name alone where only one thing has it.
 *
 * @param image where to look
 */
record Names(InventoryImage image) {
    Vm vm(String text) {
        return one(
                "VM",
                ErrorCode.VM_NOT_FOUND,
                image.vms().values(),
                Vm::id,
                vm -> vm.id().host(),
                Vm::name,
                text);
    }

    /** The VMs named, and those a search finds; none twice. */
    List<Vm> vms(List<String> names, Optional<String> search) {
        Set<Vm> found = new LinkedHashSet<>();
        names.forEach(name -> found.add(vm(name)));
        search.map(InventorySearch::parse)
                .ifPresent(filter -> image.vms().values().stream()
                        .filter(filter)
                        .sorted(Comparator.comparing(Vm::name))
                        .forEach(found::add));
        if (found.isEmpty()) {
            throw Problem.of(
                            search.isPresent() ? ErrorCode.VM_NOT_FOUND : ErrorCode.USAGE_INVALID,
                            search.map(text -> "No VM matches \"" + text + "\".")
                                    .orElse("No VM is named."),
                            "Nothing was changed.",
                            "Name VMs, or choose them with --filter; muster ctl vm list shows them.")
                    .toException();
        }
        return List.copyOf(found);
    }

    Network network(String text) {
        return one(
                "network",
                ErrorCode.NETWORK_NOT_FOUND,
                image.networks().values(),
                Network::id,
                network -> network.id().host(),
                Network::name,
                text);
    }

    Pool pool(String text) {
        return one(
                "pool",
                ErrorCode.POOL_NOT_FOUND,
                image.pools().values(),
                Pool::id,
                pool -> pool.id().host(),
                Pool::name,
                text);
    }

    Volume volume(Pool pool, String name) {
        return image.volumes().values().stream()
                .filter(volume -> volume.id().pool().equals(pool.id()))
                .filter(volume -> volume.name().equals(name))
                .findFirst()
                .orElseThrow(() -> missing("volume", ErrorCode.VOLUME_NOT_FOUND, pool.name() + "/" + name));
    }

    Host host(String text) {
        return image.hosts().values().stream()
                .filter(host -> host.id().text().equals(text) || host.name().equals(text))
                .findFirst()
                .orElseThrow(() -> missing("host", ErrorCode.HOST_NOT_FOUND, text));
    }

    /** The host named, or the only one there is. */
    Host hostOrOnly(Optional<String> text) {
        if (text.isPresent()) {
            return host(text.get());
        }
        if (image.hosts().size() == 1) {
            return image.hosts().values().iterator().next();
        }
        throw Problem.of(
                        ErrorCode.NAME_AMBIGUOUS,
                        "There are " + image.hosts().size() + " hosts, and none is named.",
                        "Nothing was changed.",
                        image.hosts().isEmpty()
                                ? "Add one first, for example: muster ctl host create local qemu:///system"
                                : "Name one with --host.")
                .toException();
    }

    private static <T> T one(
            String what,
            ErrorCode code,
            Collection<T> all,
            Function<T, Id> id,
            Function<T, HostId> host,
            Function<T, String> name,
            String text) {
        List<T> found = all.stream()
                .filter(thing -> id.apply(thing).text().equals(text)
                        || (text.length() == 36 && id.apply(thing).text().endsWith("/" + text))
                        || name.apply(thing).equals(text)
                        || (host.apply(thing).text() + "/" + name.apply(thing)).equals(text))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty()) {
            throw missing(what, code, text);
        }
        throw Problem.of(
                        ErrorCode.NAME_AMBIGUOUS,
                        found.size() + " " + what + "s are called \"" + text + "\".",
                        "Nothing was changed.",
                        "Say which: "
                                + String.join(
                                        ", ",
                                        found.stream()
                                                                .map(thing -> host.apply(thing)
                                                                                .text() + "/" + name.apply(thing))
                                                                .distinct()
                                                                .count()
                                                        == found.size()
                                                ? found.stream()
                                                        .map(thing -> host.apply(thing)
                                                                        .text() + "/" + name.apply(thing))
                                                        .toList()
                                                : found.stream()
                                                        .map(thing ->
                                                                id.apply(thing).text())
                                                        .toList())
                                + ".")
                .toException();
    }

    private static RuntimeException missing(String what, ErrorCode code, String text) {
        return Problem.of(
                        code,
                        "There is no " + what + " \"" + text + "\".",
                        "Nothing was changed.",
                        "muster ctl " + what.toLowerCase(java.util.Locale.ROOT) + " list shows what there is.")
                .toException();
    }
}
