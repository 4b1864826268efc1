package dev.muster.app.recovery;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.recovery.Place;
import dev.muster.model.recovery.PlanMachine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** On which host and in which pool a machine is recovered. */
record PlaceSection(DetailContext context) implements MachineSection {
    @Override
    public void fill(DetailForm form, PlanMachine machine) {
        Place now = machine.place();
        String open = context.texts().get("recovery.place.open");
        form.caption("recovery.place");
        form.choice(
                new Field("recovery.field.host", "plan-host", "place.host"),
                hosts(now),
                now.host(),
                host -> host.map(context::host).orElse(open),
                host -> context.change(machine, one -> one.withPlace(onHost(one.place(), host))));
        form.choice(
                new Field("recovery.field.pool", "plan-pool", "place.pool"),
                pools(now),
                now.pool(),
                pool -> pool.map(id -> pool(id, now)).orElse(open),
                pool -> context.change(
                        machine, one -> one.withPlace(new Place(one.place().host(), pool))));
    }

    /** A pool of another host goes with it. */
    private static Place onHost(Place place, Optional<HostId> host) {
        return new Place(
                host, place.pool().filter(pool -> host.isEmpty() || pool.host().equals(host.get())));
    }

    private List<Optional<HostId>> hosts(Place now) {
        List<Optional<HostId>> known = context.image().hosts().keySet().stream()
                .sorted(Comparator.comparing(context::host))
                .map(Optional::of)
                .toList();
        return Stream.of(List.of(Optional.<HostId>empty()), known, List.of(now.host()))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private List<Optional<PoolId>> pools(Place now) {
        List<Optional<PoolId>> known = context.image().pools().values().stream()
                .map(Pool::id)
                .filter(pool ->
                        now.host().isEmpty() || pool.host().equals(now.host().get()))
                .sorted(Comparator.comparing(pool -> pool(pool, now)))
                .map(Optional::of)
                .toList();
        return Stream.of(List.of(Optional.<PoolId>empty()), known, List.of(now.pool()))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** Pools of several hosts are told apart by their hosts. */
    private String pool(PoolId pool, Place now) {
        String name = Optional.ofNullable(context.image().pools().get(pool))
                .map(Pool::name)
                .orElse(pool.uuid().toString());
        return now.host().filter(pool.host()::equals).isPresent()
                ? name
                : context.texts().get("recovery.place.pool", name, context.host(pool.host()));
    }
}
