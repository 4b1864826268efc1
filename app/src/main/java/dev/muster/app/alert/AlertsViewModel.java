package dev.muster.app.alert;

import dev.muster.app.alert.Alert.Target;
import dev.muster.app.i18n.Texts;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What is wrong, the gravest first and of those the newest: hosts that are lost, VMs that crashed, jobs that failed. */
public final class AlertsViewModel {
    /** How long a job that failed is told of, unless it is dismissed before. */
    static final Duration JOB_KEPT = Duration.ofHours(24);

    private static final int DISMISSED_KEPT = 200;
    private static final Comparator<Alert> ORDER = Comparator.comparing(Alert::grave)
            .reversed()
            .thenComparing(alert -> alert.since().orElse(Instant.MAX), Comparator.reverseOrder())
            .thenComparing(Alert::id);

    private final Texts texts;
    private final Consumer<String> onDismissed;
    private final Set<String> dismissed = new LinkedHashSet<>();
    private final ObservableList<Alert> alerts = FXCollections.observableArrayList();
    private final ObservableList<Alert> shown = FXCollections.unmodifiableObservableList(alerts);
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();

    /**
     * Nothing is wrong yet.
     *
     * @param dismissed the ids of jobs dismissed before, separated by blanks
     * @param onDismissed hears the same text whenever one more was dismissed
     */
    public AlertsViewModel(Texts texts, String dismissed, Consumer<String> onDismissed) {
        this.texts = texts;
        this.onDismissed = onDismissed;
        for (String id : dismissed.split(" ", -1)) {
            if (!id.isBlank()) {
                this.dismissed.add(id);
            }
        }
    }

    /** What is wrong. */
    public ObservableList<Alert> alerts() {
        return shown;
    }

    /** How much is wrong. */
    public ReadOnlyIntegerProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /** Looks again. */
    public void update(InventoryImage image, Collection<Job> jobs, Instant now) {
        List<Alert> found = new ArrayList<>();
        image.hosts().values().stream()
                .filter(host -> host.state() != HostState.CONNECTED)
                .forEach(host -> host.problem().ifPresent(problem -> found.add(of(host, problem))));
        for (Vm vm : image.vms().values()) {
            if (vm.state() == VmState.CRASHED) {
                found.add(of(vm));
            }
        }
        for (Job job : jobs) {
            if (failed(job) && job.ended().orElse(now).isAfter(now.minus(JOB_KEPT)) && !dismissed.contains(id(job))) {
                found.add(of(job));
            }
        }
        found.sort(ORDER);
        if (!found.equals(alerts)) {
            alerts.setAll(found);
        }
        count.set(found.size());
    }

    /** Takes an alert off the list, where it is one that may be. */
    public void dismiss(Alert alert) {
        if (!alert.dismissable() || !dismissed.add(alert.id())) {
            return;
        }
        while (dismissed.size() > DISMISSED_KEPT) {
            dismissed.remove(dismissed.iterator().next());
        }
        alerts.remove(alert);
        count.set(alerts.size());
        onDismissed.accept(String.join(" ", dismissed));
    }

    private static boolean failed(Job job) {
        return job.state() == JobState.FAILED || job.state() == JobState.UNDONE;
    }

    private static String id(Job job) {
        return "job:" + job.id().text();
    }

    private static Alert of(Host host, Problem problem) {
        return new Alert(
                "host:" + host.id().text(),
                true,
                problem.what(),
                problem.meaning(),
                problem.remedy(),
                Optional.empty(),
                new Target.OfHost(host.id()));
    }

    private Alert of(Vm vm) {
        String reason = vm.stateReason().isBlank() ? "" : " (" + vm.stateReason() + ")";
        return new Alert(
                "vm:" + vm.id().text(),
                true,
                texts.get("alert.vm.what", vm.name(), vm.id().host().text()) + reason,
                texts.get("alert.vm.meaning"),
                texts.get("alert.vm.remedy"),
                vm.stateSince(),
                new Target.OfVm(vm.id()));
    }

    private Alert of(Job job) {
        Optional<Problem> problem = job.problem();
        return new Alert(
                id(job),
                false,
                texts.get("alert.job.what", job.title())
                        + problem.map(why -> " " + why.what()).orElse(""),
                problem.map(Problem::meaning).orElse(""),
                problem.map(Problem::remedy).orElseGet(() -> texts.get("alert.job.remedy")),
                job.ended(),
                new Target.OfJob(job.id()));
    }
}
