package dev.muster.app.recovery;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.Words;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** When a machine is ready: its gates, and a line that adds one. */
record GateSection(DetailContext context) implements MachineSection {
    @Override
    public void fill(DetailForm form, PlanMachine machine) {
        form.caption("recovery.gates");
        form.removable(
                "plan-gates",
                machine.readiness().gates().stream().map(Gate::text).toList(),
                "readiness.gates",
                at -> change(machine, gates -> without(gates, at)));
        DropDown<GateText.Kind> kind = new DropDown<>(List.of(GateText.Kind.values()));
        kind.setId("plan-gate-kind");
        kind.setAccessibleText(context.texts().get("recovery.gates"));
        kind.setConverter(Words.of(one -> context.texts().get("recovery.gate." + RecoveryWords.word(one))));
        kind.setValue(GateText.Kind.TCP);
        kind.setMinWidth(104);
        TextField value = new TextField();
        value.setId("plan-gate-value");
        value.setAccessibleText(context.texts().get("recovery.gate.value"));
        HBox.setHgrow(value, Priority.ALWAYS);
        Button add = new Button(context.texts().get("recovery.add"));
        add.setId("plan-gate-add");
        add.setMinWidth(Region.USE_PREF_SIZE);
        Runnable check = () -> {
            value.setPromptText(context.words().gateExample(kind.getValue()));
            value.setDisable(kind.getValue() == GateText.Kind.AGENT || kind.getValue() == GateText.Kind.PING);
            add.setDisable(GateText.read(kind.getValue(), value.getText()).isEmpty());
        };
        kind.valueProperty().addListener(observable -> check.run());
        value.textProperty().addListener(observable -> check.run());
        check.run();
        Runnable take = () -> GateText.read(kind.getValue(), value.getText())
                .ifPresent(gate -> change(machine, gates -> with(gates, gate)));
        add.setOnAction(event -> take.run());
        value.setOnAction(event -> take.run());
        form.nodes(kind, value, add);
    }

    private void change(PlanMachine machine, UnaryOperator<List<Gate>> change) {
        context.change(
                machine,
                one -> one.withReadiness(new Readiness(
                        change.apply(one.readiness().gates()), one.readiness().timeout())));
    }

    private static List<Gate> with(List<Gate> gates, Gate gate) {
        List<Gate> more = new ArrayList<>(gates);
        more.add(gate);
        return more;
    }

    private static List<Gate> without(List<Gate> gates, int at) {
        List<Gate> rest = new ArrayList<>(gates);
        rest.remove(at);
        return rest;
    }
}
