package dev.muster.app.backup;

import dev.muster.app.ask.Submission;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.SubmissionBox;
import dev.muster.app.content.Suggestions;
import dev.muster.app.content.Words;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.group.GroupId;
import dev.muster.model.schedule.Schedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Makes a schedule or changes one: what is backed up or booted, how often and when. */
final class ScheduleDialog {
    private final Texts texts;
    private final Dialogs dialogs;
    private final ScheduleWords words;
    private final ScheduleViewModel model;

    /** @param before the one that is changed; empty for a new one */
    ScheduleDialog(ConsoleContext context, Optional<Schedule> before) {
        this.texts = context.texts();
        this.dialogs = context.dialogs();
        this.words = new ScheduleWords(texts);
        this.model = new ScheduleViewModel(
                texts, context.inventory().image(), before, new Submission(context.asks(), context.onJob()));
    }

    void open() {
        Form form = new Form();
        form.setPrefWidth(560);
        TextField name = form.field(texts.get("backup.column.name"), "schedule-name", model.nameProperty());
        name.setPromptText("nightly-web");
        name.setDisable(model.isChange());
        what(form);
        when(form);
        TextField zone = form.field(texts.get("backup.schedule.zone"), "schedule-zone", model.zoneProperty());
        Suggestions.offer(zone, ScheduleViewModel::zones);
        CheckBox enabled = form.add("", "schedule-enabled", new CheckBox(texts.get("backup.schedule.enabled")));
        enabled.setAccessibleText(enabled.getText());
        enabled.selectedProperty().bindBidirectional(model.enabledProperty());
        Label said = new Label();
        said.setId("schedule-said");
        said.setWrapText(true);
        said.setMinHeight(56);
        said.setAlignment(Pos.TOP_LEFT);
        form.wide(said);
        SubmissionBox refused = new SubmissionBox("schedule-refused", texts);
        form.wide(refused);
        Dialogs.Made made = dialogs.make(
                "schedule",
                texts.get(model.isChange() ? "backup.schedule.edit.title" : "backup.schedule.add.title"),
                texts.get("backup.schedule.save"),
                form);
        made.go().getStyleClass().add("accent");
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            model.submit();
        });
        Runnable show = () -> {
            String problem = model.problem();
            // an empty name is not wrong yet, only not there yet
            boolean wrong = !problem.isEmpty() && !model.nameProperty().get().isBlank();
            said.setText(problem.isEmpty() ? model.preview(Instant.now()) : problem);
            said.getStyleClass().setAll("label", wrong ? "form-problem" : "text-muted");
            made.go().setDisable(!problem.isEmpty() || model.submission().isBusy());
        };
        model.revisionProperty().addListener(observable -> show.run());
        refused.follow(model.submission(), made, show);
        model.target().kindProperty().addListener(observable -> made.fit().run());
        show.run();
        made.dialog().show();
    }

    private void what(Form form) {
        if (model.otherCommand().isPresent()) {
            Label what = new Label(model.otherCommand().get());
            what.setWrapText(true);
            form.add(texts.get("backup.schedule.what"), "schedule-what", what);
            return;
        }
        ScheduleTarget target = model.target();
        DropDown<ScheduleTarget.Kind> kind = form.add(
                texts.get("backup.schedule.what"),
                "schedule-kind",
                new DropDown<>(List.of(ScheduleTarget.Kind.values())));
        kind.setConverter(Words.of(one -> texts.get("backup.schedule.kind." + one.word())));
        kind.valueProperty().bindBidirectional(target.kindProperty());
        TextField vm = form.field(texts.get("backup.column.vm"), "schedule-vm", target.vmProperty());
        Suggestions.offer(vm, target::vms);
        vm.promptTextProperty()
                .bind(target.kindProperty()
                        .map(one -> one == ScheduleTarget.Kind.BOOT ? texts.get("backup.schedule.vm.all") : ""));
        shown(vm, ScheduleTarget.Kind.VM, ScheduleTarget.Kind.BOOT);
        TextField search = form.field(texts.get("backup.schedule.search"), "schedule-search", target.searchProperty());
        search.setPromptText(texts.get("backup.schedule.search.hint"));
        shown(search, ScheduleTarget.Kind.SEARCH);
        shown(kept(form, target), ScheduleTarget.Kind.SEARCH);
        group(form, target);
        BootFields.add(form, "schedule-boot", target.gates(), texts)
                .forEach(field -> shown(field, ScheduleTarget.Kind.BOOT));
        DropDown<RepositoryId> repository = form.add(
                texts.get("backup.fact.repository"), "schedule-repository", new DropDown<>(model.repositories()));
        repository.setConverter(Words.of(RepositoryId::text));
        shown(repository, ScheduleTarget.Kind.VM, ScheduleTarget.Kind.SEARCH);
        model.repositoryProperty().get().ifPresent(repository::setValue);
        repository
                .valueProperty()
                .addListener((observable, oldValue, newValue) ->
                        model.repositoryProperty().set(Optional.ofNullable(newValue)));
    }

    private void group(Form form, ScheduleTarget target) {
        DropDown<GroupId> group =
                form.add(texts.get("backup.schedule.group"), "schedule-group", new DropDown<>(target.groups()));
        group.setConverter(Words.of(GroupId::text));
        target.groupProperty().get().ifPresent(group::setValue);
        group.valueProperty()
                .addListener((observable, oldValue, newValue) ->
                        target.groupProperty().set(Optional.ofNullable(newValue)));
        shown(group, ScheduleTarget.Kind.GROUP);
    }

    private FlowPane kept(Form form, ScheduleTarget target) {
        FlowPane all = form.add(texts.get("backup.schedule.keep"), "schedule-keep", new FlowPane(12, 4));
        for (ScheduleTarget.Kept each : ScheduleTarget.Kept.values()) {
            TextField count = new TextField();
            count.setId("schedule-keep-" + each.word());
            count.setPrefColumnCount(3);
            count.setPromptText("0");
            count.textProperty().bindBidirectional(target.keptProperty(each));
            String said = texts.get("backup.schedule.keep." + each.word());
            count.setAccessibleText(said);
            Label name = new Label(said);
            name.setLabelFor(count);
            HBox pair = new HBox(4, count, name);
            pair.setAlignment(Pos.CENTER_LEFT);
            all.getChildren().add(pair);
        }
        return all;
    }

    private void shown(Node node, ScheduleTarget.Kind... kinds) {
        node.visibleProperty().bind(model.target().kindProperty().map(List.of(kinds)::contains));
    }

    private void when(Form form) {
        ScheduleRule rule = model.rule();
        DropDown<ScheduleRule.Often> often = form.add(
                texts.get("backup.schedule.often"),
                "schedule-often",
                new DropDown<>(List.of(ScheduleRule.Often.values())));
        often.setConverter(Words.of(one -> texts.get("backup.schedule.often." + one.word())));
        often.valueProperty().bindBidirectional(rule.oftenProperty());
        shown(
                form.field(texts.get("backup.schedule.minutes"), "schedule-minutes", rule.minutesProperty()),
                ScheduleRule.Often.HOURLY);
        DropDown<Integer> hours = form.add(
                texts.get("backup.schedule.hours"), "schedule-hours", new DropDown<>(List.of(1, 2, 3, 4, 6, 8, 12)));
        hours.setConverter(Words.of(one -> texts.get("backup.rule.every", one)));
        hours.valueProperty().bindBidirectional(rule.hoursProperty());
        shown(hours, ScheduleRule.Often.EVERY);
        FlowPane days = form.add(texts.get("backup.schedule.days"), "schedule-days", new FlowPane(12, 4));
        for (DayOfWeek day : DayOfWeek.values()) {
            CheckBox box = new CheckBox(words.day(day));
            box.setId("schedule-day-" + day.getValue());
            box.setMinWidth(Region.USE_PREF_SIZE);
            box.setSelected(rule.days().contains(day));
            box.selectedProperty().addListener((observable, oldValue, newValue) -> {
                if (newValue) {
                    rule.days().add(day);
                } else {
                    rule.days().remove(day);
                }
            });
            days.getChildren().add(box);
        }
        shown(days, ScheduleRule.Often.WEEKLY);
        DropDown<Optional<Integer>> day = form.add(
                texts.get("backup.schedule.day"),
                "schedule-day",
                new DropDown<>(Stream.concat(
                                IntStream.rangeClosed(1, 31).boxed().map(Optional::of),
                                Stream.of(Optional.<Integer>empty()))
                        .toList()));
        day.setConverter(
                Words.of(one -> one.map(String::valueOf).orElseGet(() -> texts.get("backup.schedule.day.last"))));
        day.valueProperty().bindBidirectional(rule.dayProperty());
        shown(day, ScheduleRule.Often.MONTHLY);
        TextField times = form.field(texts.get("backup.schedule.times"), "schedule-times", rule.timesProperty());
        times.setPromptText("06:00, 22:15");
        shown(times, ScheduleRule.Often.DAILY, ScheduleRule.Often.WEEKLY, ScheduleRule.Often.MONTHLY);
    }

    private <N extends Node> void shown(N node, ScheduleRule.Often... when) {
        node.visibleProperty().bind(model.rule().oftenProperty().map(List.of(when)::contains));
    }
}
