package dev.muster.app.shell;

import dev.muster.app.ask.SubmitListener;
import dev.muster.app.navigation.Place;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.VmCommand;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The problems the window tells of. Each is there once, and goes when its cause ended or one is elsewhere. */
final class NoticesViewModel implements SubmitListener {
    private static final int MOST = 4;

    /** A problem, and the kind of command that met it where it was one. */
    record Notice(Problem problem, Optional<String> kind) {
        private boolean names(String object) {
            return !object.isBlank() && problem.what().contains(object);
        }

        private boolean isSame(Problem other) {
            return problem.code() == other.code() && problem.what().equals(other.what());
        }
    }

    private final ObservableList<Notice> notices = FXCollections.observableArrayList();
    private final ObservableList<Notice> shown = FXCollections.unmodifiableObservableList(notices);
    private Place place = new Place.Vms("");
    private Optional<InventoryImage> image = Optional.empty();
    private Optional<Notice> refused = Optional.empty();

    /** Returns the notices, the oldest first. */
    ObservableList<Notice> notices() {
        return shown;
    }

    /** Tells of a problem, unless what is shown tells of it already. */
    void show(Problem problem) {
        Notice notice = refused.filter(one -> one.problem().equals(problem))
                .orElseGet(() -> new Notice(problem, Optional.empty()));
        refused = Optional.empty();
        notices.removeIf(one -> one.isSame(problem));
        if (!isShownByHost(notice)) {
            notices.add(notice);
        }
        if (notices.size() > MOST) {
            notices.removeFirst();
        }
    }

    /** Takes a notice away. */
    void close(Notice notice) {
        notices.remove(notice);
    }

    @Override
    public void accepted(Command command) {
        notices.removeIf(one -> one.kind().equals(Optional.of(kind(command))));
    }

    @Override
    public void refused(Command command, Problem problem) {
        refused = Optional.of(new Notice(problem, Optional.of(kind(command))));
    }

    /** Takes over that the bridge answers again. */
    void linked() {
        notices.removeIf(one -> one.problem().code() == ErrorCode.BRIDGE_UNREACHABLE);
    }

    /** Takes over where one is now: what is about something else goes. */
    void at(Place now) {
        boolean searching = place instanceof Place.Vms && now instanceof Place.Vms;
        place = now;
        notices.removeIf(one -> isShownByHost(one) || !(searching || one.names(name(now))));
    }

    /** Takes over what the hosts and VMs are now: what was wrong with one that works again goes. */
    void image(InventoryImage now) {
        Optional<InventoryImage> before = image;
        image = Optional.of(now);
        if (notices.isEmpty()) {
            return;
        }
        before.ifPresent(old -> {
            now.hosts().values().stream()
                    .filter(host -> host.state() == HostState.CONNECTED)
                    .forEach(host -> Optional.ofNullable(old.hosts().get(host.id()))
                            .filter(was -> was.state() != HostState.CONNECTED)
                            .ifPresent(was -> notices.removeIf(recovered(was))));
            now.vms().values().stream()
                    .filter(vm -> Optional.ofNullable(old.vms().get(vm.id()))
                            .filter(was -> was.state() != vm.state())
                            .isPresent())
                    .map(Vm::name)
                    .forEach(name -> notices.removeIf(one -> one.names(name)));
        });
        notices.removeIf(this::isShownByHost);
    }

    private static Predicate<Notice> recovered(Host was) {
        return one -> one.names(was.id().text())
                || one.names(was.name())
                || was.problem().filter(one::isSame).isPresent();
    }

    /** The page of a host shows the host's own problem. */
    private boolean isShownByHost(Notice notice) {
        return place instanceof Place.OneHost(var id)
                && image.flatMap(known -> Optional.ofNullable(known.hosts().get(id)))
                        .flatMap(Host::problem)
                        .filter(notice::isSame)
                        .isPresent();
    }

    private String name(Place of) {
        return switch (of) {
            case Place.OneVm(var vm) ->
                image.flatMap(known -> Optional.ofNullable(known.vms().get(vm)))
                        .map(Vm::name)
                        .orElse("");
            case Place.OneHost(var host) -> host.text();
            default -> "";
        };
    }

    private static String kind(Command command) {
        String name = command.getClass().getName();
        return command instanceof VmCommand.Power power ? name + power.action() : name;
    }
}
