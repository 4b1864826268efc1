package dev.muster.app.backup;

import dev.muster.app.ask.Asks;
import dev.muster.app.ask.Submission;
import dev.muster.app.backup.BootRequest.Machine;
import dev.muster.app.backup.BootRequest.Newest;
import dev.muster.app.backup.BootRequest.OfPoint;
import dev.muster.app.backup.BootRequest.Search;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.recovery.BootCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Restore points that are to be booted: which, what they have to do, and what that means. */
final class VerifyBootViewModel {
    private static final int MOST_AT_ONCE = 16;

    private final Texts texts;
    private final BackupWords words;
    private final BootRequest request;
    private final Submission submission;
    private final BootGates gates;
    private final StringProperty atOnce = new SimpleStringProperty("3");
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private Optional<List<Point>> points = Optional.empty();
    private String unread = "";

    /** Asks at once which points there are, where they are not named. */
    VerifyBootViewModel(Texts texts, Asks asks, InventoryImage image, BootRequest request, Submission submission) {
        this.texts = texts;
        this.words = new BackupWords(texts);
        this.request = request;
        this.submission = submission;
        this.gates = new BootGates(texts, image);
        InvalidationListener edited = observable -> {
            submission.edit();
            changed();
        };
        Stream.concat(gates.fields(), Stream.of(atOnce)).forEach(field -> field.addListener(edited));
        switch (request) {
            case OfPoint one -> points = Optional.of(List.of(one.point()));
            case Newest newest ->
                read(
                        asks,
                        newest.vms().size() == 1
                                ? Optional.of(newest.vms().getFirst().uuid())
                                : Optional.empty());
            case Search search -> read(asks, Optional.of(search.vm().uuid()));
        }
    }

    private void read(Asks asks, Optional<UUID> vm) {
        asks.ask(
                new BackupQuery.Points(vm),
                answer -> {
                    points = Optional.of(answer.points());
                    changed();
                },
                why -> {
                    unread = texts.say(why);
                    changed();
                });
    }

    private void changed() {
        revision.set(revision.get() + 1);
    }

    Submission submission() {
        return submission;
    }

    BootGates gates() {
        return gates;
    }

    /** Whether the newest point that boots is searched. */
    boolean isSearch() {
        return request instanceof Search;
    }

    /** How many points of a search are booted at a time. */
    StringProperty atOnceProperty() {
        return atOnce;
    }

    /** Grows after each change of anything here. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** What the dialog is called. */
    String title() {
        return switch (request) {
            case OfPoint one ->
                texts.get("backup.boot.title", one.point().manifest().name());
            case Newest newest ->
                newest.vms().size() == 1
                        ? texts.get("backup.boot.title", newest.vms().getFirst().name())
                        : texts.get("backup.boot.title.many", newest.vms().size());
            case Search search -> texts.get("backup.good.title", search.vm().name());
        };
    }

    /** What is wrong, one sentence; empty where nothing is. */
    String problem() {
        if (!unread.isEmpty()) {
            return unread;
        }
        Optional<Machine> without = points.flatMap(this::without);
        if (without.isPresent()) {
            return texts.get("backup.boot.nopoints", without.get().name());
        }
        String problem = gates.problem();
        return problem.isEmpty() && isSearch() && at() == 0
                ? texts.get("backup.good.needs.count", MOST_AT_ONCE)
                : problem;
    }

    /** The first VM that has no point. */
    private Optional<Machine> without(List<Point> known) {
        return switch (request) {
            case OfPoint _ -> Optional.empty();
            case Newest newest ->
                newest.vms().stream().filter(vm -> of(known, vm).isEmpty()).findFirst();
            case Search search ->
                Optional.of(search.vm()).filter(vm -> of(known, vm).isEmpty());
        };
    }

    private static List<Point> of(List<Point> known, Machine vm) {
        return known.stream().filter(point -> point.id().vm().equals(vm.uuid())).toList();
    }

    private int at() {
        int typed = BootGates.number(atOnce.get());
        return typed <= MOST_AT_ONCE ? typed : 0;
    }

    /** What will happen, in sentences; none while something is wrong. */
    List<String> review() {
        if (!problem().isEmpty()) {
            return List.of();
        }
        if (points.isEmpty()) {
            return List.of(texts.get("backup.loading"));
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(started(points.get()));
        sentences.addAll(gates.review());
        sentences.add(texts.get("backup.boot.review.after"));
        return sentences;
    }

    private String started(List<Point> known) {
        return switch (request) {
            case OfPoint one -> one(one.point());
            case Newest newest ->
                newest.vms().size() == 1
                        ? one(of(known, newest.vms().getFirst()).getFirst())
                        : texts.get("backup.boot.review.many", newest.vms().size());
            case Search search ->
                texts.get(
                        "backup.good.review",
                        search.vm().name(),
                        of(known, search.vm()).size(),
                        at());
        };
    }

    private String one(Point point) {
        return texts.get("backup.boot.review.one", point.manifest().name(), words.captured(point));
    }

    /** The command; empty while something is wrong or not known yet. */
    Optional<BootCommand> command() {
        if (!problem().isEmpty() || points.isEmpty()) {
            return Optional.empty();
        }
        return gates.check().map(check -> switch (request) {
            case OfPoint one -> new BootCommand.VerifyBoot(List.of(one.point().id()), List.of(), check);
            case Newest newest ->
                new BootCommand.VerifyBoot(
                        List.of(), newest.vms().stream().map(Machine::uuid).toList(), check);
            case Search search -> new BootCommand.FindGood(search.vm().uuid(), check, at());
        });
    }

    /** Whether it can be sent. */
    boolean canSubmit() {
        return command().isPresent() && !submission.isBusy();
    }

    /** Sends it. */
    void submit() {
        command().ifPresent(submission::send);
    }
}
