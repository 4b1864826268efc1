package dev.muster.app.recovery;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.PlanEdit;
import dev.muster.model.recovery.PlanFault;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanNic;
import dev.muster.model.recovery.PlanPrompt;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.PointChoice;
import dev.muster.model.recovery.PointRule;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RecoveryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What is selected in full: a machine, a prompt, a tier, a network, or the plan itself. */
final class PlanDetail {
    private final PlanEditorViewModel model;
    private final Texts texts;
    private final RecoveryWords words;
    private final ScrollPane root = new ScrollPane();

    PlanDetail(PlanEditorViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        this.words = new RecoveryWords(texts);
        root.setId("plan-detail");
        root.setFitToWidth(true);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        root.getStyleClass().add("plan-detail-scroll");
        root.setMinWidth(280);
    }

    ScrollPane root() {
        return root;
    }

    /** Shows what is selected; the field one is in stays the one. */
    void show(List<PlanLine> selected) {
        String focus = Optional.ofNullable(root.getScene())
                .flatMap(scene -> Optional.ofNullable(scene.getFocusOwner()))
                .filter(this::isInside)
                .flatMap(node -> Optional.ofNullable(node.getId()))
                .orElse("");
        DetailForm form = new DetailForm(texts, model.refusal().isPresent());
        List<String> problems = new ArrayList<>();
        if (!model.refused().isEmpty()) {
            problems.add(model.refused());
        }
        if (selected.size() > 1) {
            form.title(texts.get("recovery.drag.many", selected.size()));
            form.text(texts.get("recovery.detail.many"), "text-muted");
        } else if (selected.isEmpty()) {
            plan(form, model.spec());
        } else {
            switch (selected.getFirst()) {
                case PlanLine.OfTier of -> tier(form, of);
                case PlanLine.OfItem of -> item(form, of.value());
                case PlanLine.OfNetwork of -> network(form, of);
            }
            model.faults(selected.getFirst()).stream()
                    .map(PlanFault::text)
                    .map(texts::say)
                    .forEach(problems::add);
        }
        form.problems(problems);
        root.setContent(form);
        if (!focus.isEmpty()) {
            Optional.ofNullable(form.lookup("#" + focus)).ifPresent(Node::requestFocus);
        }
    }

    private boolean isInside(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (each.equals(root)) {
                return true;
            }
        }
        return false;
    }

    private void plan(DetailForm form, PlanSpec spec) {
        form.title(texts.get("recovery.detail.plan"));
        form.field(
                "recovery.field.description",
                "plan-description",
                spec.description(),
                typed -> true,
                typed -> model.edit(plan -> with(plan, typed, plan.testValidity())));
        form.time(
                "recovery.field.objective",
                "plan-objective",
                spec.objective(),
                true,
                time -> model.edit(plan -> plan.withObjectives(time, plan.ageObjective())));
        form.time(
                "recovery.field.age",
                "plan-age",
                spec.ageObjective(),
                true,
                time -> model.edit(plan -> plan.withObjectives(plan.objective(), time)));
        form.time(
                "recovery.field.validity",
                "plan-validity",
                Optional.of(spec.testValidity()),
                false,
                time -> model.edit(
                        plan -> with(plan, plan.description(), time.orElse(PlanSpec.DEFAULT_TEST_VALIDITY))));
        form.number(
                "recovery.field.host-limit",
                "plan-host-limit",
                spec.hostLimit(),
                limit -> model.edit(plan -> plan.withHostLimit(limit)));
        form.text(texts.get("recovery.detail.hint"), "text-muted");
    }

    private static PlanSpec with(PlanSpec plan, String description, Duration validity) {
        return new PlanSpec(
                description.strip(),
                plan.objective(),
                plan.ageObjective(),
                validity,
                plan.hostLimit(),
                plan.tiers(),
                plan.networks());
    }

    private void tier(DetailForm form, PlanLine.OfTier of) {
        form.title(of.value().name());
        form.field(
                "recovery.field.name",
                "plan-tier-name",
                of.value().name(),
                typed -> !typed.isBlank(),
                typed -> model.edit(plan -> PlanEdit.renameTier(plan, of.tier(), typed.strip())));
        form.number(
                "recovery.field.limit",
                "plan-tier-limit",
                of.value().limit(),
                limit -> model.edit(plan -> PlanEdit.setTierLimit(plan, of.tier(), limit)));
        form.text(texts.get("recovery.field.limit.meaning"), "text-muted");
    }

    private void item(DetailForm form, PlanItem item) {
        form.title(item.key());
        needs(form, item);
        switch (item) {
            case PlanMachine machine -> machine(form, machine);
            case PlanPrompt prompt -> prompt(form, prompt);
        }
    }

    /** What decides its place comes first. */
    private void needs(DetailForm form, PlanItem item) {
        form.caption("recovery.needs");
        form.removable(
                "plan-needs",
                item.needs(),
                at -> model.removeNeed(item.key(), item.needs().get(at)));
        List<String> others = model.spec().items().stream()
                .map(PlanItem::key)
                .filter(key -> !key.equals(item.key()) && !item.needs().contains(key))
                .toList();
        DropDown<String> other = dropDown("plan-needs-add", others, "recovery.needs.add");
        other.valueProperty().addListener((observable, oldValue, newValue) -> {
            if (newValue != null) {
                model.addNeed(item.key(), newValue);
            }
        });
        form.nodes(other);
        List<String> neededBy = model.spec().items().stream()
                .filter(one -> one.needs().contains(item.key()))
                .map(PlanItem::key)
                .toList();
        if (!neededBy.isEmpty()) {
            form.caption("recovery.needed-by");
            form.removable("plan-needed-by", neededBy, at -> model.removeNeed(neededBy.get(at), item.key()));
        }
    }

    private DropDown<String> dropDown(String id, List<String> all, String key) {
        DropDown<String> choice = new DropDown<>(all);
        choice.setId(id);
        choice.setPromptText(texts.get(key));
        choice.setAccessibleText(texts.get(key));
        HBox.setHgrow(choice, Priority.ALWAYS);
        return choice;
    }

    private void prompt(DetailForm form, PlanPrompt prompt) {
        form.field(
                "recovery.field.question",
                "plan-question",
                prompt.text(),
                typed -> !typed.isBlank(),
                typed -> model.replace(
                        with(prompt, typed.strip(), prompt.choices(), prompt.defaultChoice(), prompt.timeLimit())));
        form.field(
                "recovery.field.choices",
                "plan-choices",
                String.join(", ", prompt.choices()),
                typed -> !typed.isBlank(),
                typed -> {
                    List<String> choices = list(typed);
                    model.replace(with(
                            prompt,
                            prompt.text(),
                            choices,
                            choices.contains(prompt.defaultChoice()) ? prompt.defaultChoice() : choices.getFirst(),
                            prompt.timeLimit()));
                });
        form.choice(
                "recovery.field.default",
                "plan-default",
                prompt.choices(),
                prompt.defaultChoice(),
                one -> one,
                one -> model.replace(with(prompt, prompt.text(), prompt.choices(), one, prompt.timeLimit())));
        form.time(
                "recovery.field.timeout",
                "plan-answer-time",
                Optional.of(prompt.timeLimit()),
                false,
                time -> model.replace(with(
                        prompt,
                        prompt.text(),
                        prompt.choices(),
                        prompt.defaultChoice(),
                        time.orElse(prompt.timeLimit()))));
    }

    private static PlanPrompt with(
            PlanPrompt prompt, String text, List<String> choices, String defaultChoice, Duration time) {
        return new PlanPrompt(prompt.key(), prompt.onlyIf(), text, choices, defaultChoice, time, prompt.needs());
    }

    private static List<String> list(String typed) {
        return Arrays.stream(typed.split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private void machine(DetailForm form, PlanMachine machine) {
        form.caption("recovery.gates");
        gates(form, machine);
        form.time(
                "recovery.field.timeout",
                "plan-timeout",
                Optional.of(machine.readiness().timeout()),
                false,
                time -> model.replace(machine.withReadiness(
                        new Readiness(machine.readiness().gates(), time.orElse(Readiness.DEFAULT_TIMEOUT)))));
        form.number(
                "recovery.field.retries",
                "plan-retries",
                machine.onFailure().retries(),
                retries -> model.replace(machine.withOnFailure(
                        new FailureRule(retries, machine.onFailure().then()))));
        form.choice(
                "recovery.field.then",
                "plan-then",
                List.of(FailureRule.Then.values()),
                machine.onFailure().then(),
                words::then,
                then -> model.replace(machine.withOnFailure(
                        new FailureRule(machine.onFailure().retries(), then))));
        form.text(
                texts.get(
                        "recovery.detail.source",
                        machine.source().name(),
                        machine.source().text()),
                "text-muted");
        point(form, machine);
        form.time(
                "recovery.field.delay",
                "plan-delay",
                Optional.of(machine.delay()),
                false,
                time -> model.replace(machine.withDelay(time.orElse(Duration.ZERO))));
        form.time(
                "recovery.field.estimate",
                "plan-estimate",
                machine.estimate(),
                true,
                time -> model.replace(machine.withEstimate(time)));
        form.caption("recovery.nics");
        nics(form, machine);
    }

    private void point(DetailForm form, PlanMachine machine) {
        PointRule rule = machine.point().rule();
        List<PointRule> rules = Stream.concat(
                        Stream.of(rule), Stream.<PointRule>of(new PointRule.Newest(), new PointRule.NewestVerified()))
                .distinct()
                .toList();
        form.choice(
                "recovery.field.point",
                "plan-point",
                rules,
                rule,
                words::point,
                one -> model.replace(machine.withPoint(new PointChoice(
                        one, machine.point().earlierAllowed(), machine.point().repository()))));
        form.check(
                "recovery.field.earlier",
                "plan-earlier",
                machine.point().earlierAllowed(),
                allowed -> model.replace(machine.withPoint(
                        new PointChoice(rule, allowed, machine.point().repository()))));
    }

    private void gates(DetailForm form, PlanMachine machine) {
        List<Gate> gates = machine.readiness().gates();
        form.removable("plan-gates", gates.stream().map(Gate::text).toList(), at -> {
            List<Gate> rest = new ArrayList<>(gates);
            rest.remove(at.intValue());
            model.replace(machine.withReadiness(
                    new Readiness(rest, machine.readiness().timeout())));
        });
        DropDown<GateText.Kind> kind = new DropDown<>(List.of(GateText.Kind.values()));
        kind.setId("plan-gate-kind");
        kind.setAccessibleText(texts.get("recovery.gates"));
        kind.setConverter(Words.of(one -> texts.get("recovery.gate." + RecoveryWords.word(one))));
        kind.setValue(GateText.Kind.TCP);
        kind.setMinWidth(104);
        TextField value = new TextField();
        value.setId("plan-gate-value");
        value.setPromptText("5432");
        value.setAccessibleText(texts.get("recovery.gate.value"));
        HBox.setHgrow(value, Priority.ALWAYS);
        Button add = new Button(texts.get("recovery.add"));
        add.setId("plan-gate-add");
        add.setMinWidth(Region.USE_PREF_SIZE);
        Runnable check = () -> {
            value.setPromptText(words.gateExample(kind.getValue()));
            value.setDisable(kind.getValue() == GateText.Kind.AGENT || kind.getValue() == GateText.Kind.PING);
            add.setDisable(GateText.read(kind.getValue(), value.getText()).isEmpty());
        };
        kind.valueProperty().addListener(observable -> check.run());
        value.textProperty().addListener(observable -> check.run());
        check.run();
        Runnable take = () -> GateText.read(kind.getValue(), value.getText()).ifPresent(gate -> {
            List<Gate> more = new ArrayList<>(gates);
            more.add(gate);
            model.replace(machine.withReadiness(
                    new Readiness(more, machine.readiness().timeout())));
        });
        add.setOnAction(event -> take.run());
        value.setOnAction(event -> take.run());
        form.nodes(kind, value, add);
    }

    private void nics(DetailForm form, PlanMachine machine) {
        List<PlanNic> nics = machine.nics();
        form.removable(
                "plan-nics",
                nics.stream()
                        .map(nic -> texts.get("recovery.nic", nic.nic(), nic.network())
                                + nic.address().map(one -> " " + one).orElse(""))
                        .toList(),
                at -> {
                    List<PlanNic> rest = new ArrayList<>(nics);
                    rest.remove(at.intValue());
                    model.replace(machine.withNics(rest));
                });
        List<String> networks =
                model.spec().networks().stream().map(RecoveryNetwork::name).toList();
        if (networks.isEmpty()) {
            form.text(texts.get("recovery.nics.none"), "text-muted");
            return;
        }
        DropDown<String> network = dropDown("plan-nic-add", networks, "recovery.nics.add");
        network.valueProperty().addListener((observable, oldValue, newValue) -> {
            if (newValue != null) {
                int number = nics.stream().mapToInt(PlanNic::nic).max().orElse(0) + 1;
                List<PlanNic> more = new ArrayList<>(nics);
                more.add(new PlanNic(number, newValue, Optional.empty()));
                model.replace(machine.withNics(more));
            }
        });
        form.nodes(network);
    }

    private void network(DetailForm form, PlanLine.OfNetwork of) {
        NetworkForm.fill(form, of, model, words);
    }
}
