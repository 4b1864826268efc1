package dev.muster.app.cluster;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.LiveRows;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.i18n.Texts;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterPlan;
import dev.muster.model.inventory.HostId;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows what a deployment or a scaling will do, before it does. */
final class PlanDialog {
    private static final int NAMED = 12;
    private static final int ROWS = 8;

    private final Dialogs dialogs;
    private final Texts texts;

    PlanDialog(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    /** What the deployment of a cluster does. */
    void deploy(ClusterPlan plan, Runnable go) {
        VBox content = content(plan);
        Dialogs.Made made = dialogs.make(
                "cluster-plan",
                texts.get("cluster.deploy.title", plan.cluster().text()),
                texts.get("cluster.deploy.go"),
                content);
        made.go().getStyleClass().add("accent");
        made.go().setDisable(plan.members().isEmpty() && plan.networks().isEmpty());
        made.open(go);
    }

    /** What a scaling does; where VMs go, the function's name is to be typed. */
    void scale(ClusterPlan plan, ClusterFunction function, int count, Runnable go) {
        VBox content = content(plan);
        String title = texts.get(
                "cluster.scale.title", plan.cluster().text() + "/" + function.name(), function.count(), count);
        Confirmation confirmation = new Confirmation(
                title,
                texts.get("cluster.plan.deleted.meaning"),
                plan.removed(),
                plan.cluster().text() + "/" + function.name(),
                texts.get("cluster.scale.go"));
        if (plan.removed().isEmpty()) {
            Dialogs.Made made = dialogs.make("cluster-plan", title, confirmation.verb(), content);
            made.go().getStyleClass().add("accent");
            made.open(go);
            return;
        }
        TextField typed = ConfirmDialog.field(confirmation, texts, content);
        Dialogs.Made made = dialogs.make("cluster-plan", title, confirmation.verb(), content);
        made.go().getStyleClass().add("danger");
        made.go().setDisable(true);
        typed.textProperty()
                .addListener((observable, oldValue, newValue) -> made.go().setDisable(!confirmation.accepts(newValue)));
        made.open(go);
    }

    private VBox content(ClusterPlan plan) {
        VBox content = new VBox(8);
        content.setId("cluster-plan-content");
        content.setPadding(new Insets(16));
        content.setPrefWidth(600);
        if (!plan.networks().isEmpty()) {
            String hosts = plan.networks().stream()
                    .map(network -> network.host())
                    .distinct()
                    .map(HostId::text)
                    .sorted()
                    .collect(Collectors.joining(", "));
            head(content, texts.get("cluster.plan.networks"));
            say(content, texts.get("cluster.plan.networks.text", hosts));
        }
        if (!plan.members().isEmpty()) {
            content.getChildren().add(members(plan.members()));
        }
        if (!plan.removed().isEmpty()) {
            head(content, texts.get("cluster.plan.deleted", plan.removed().size()));
            int named = Math.min(NAMED, plan.removed().size());
            int more = plan.removed().size() - named;
            String names = String.join(", ", plan.removed().subList(0, named));
            say(content, more == 0 ? names : names + " " + texts.get("confirm.more", more));
            say(content, texts.get("cluster.plan.deleted.meaning"));
        }
        if (content.getChildren().isEmpty()) {
            say(content, texts.get("cluster.plan.nothing"));
        }
        return content;
    }

    private Region members(List<ClusterPlan.Member> members) {
        LiveRows<String, ClusterPlan.Member> rows = new LiveRows<>(ClusterPlan.Member::name);
        rows.show(members);
        ObjectTable<ClusterPlan.Member> table = new ObjectTable<>(
                "cluster-plan-members", texts.get("cluster.plan.created", members.size()), texts, rows);
        table.minor();
        table.root().getStyleClass().add("cluster-plan-table");
        table.text("name", texts.get("cluster.column.name"), 220, ClusterPlan.Member::name);
        table.text("function", texts.get("cluster.column.function"), 120, ClusterPlan.Member::function);
        table.text(
                "host",
                texts.get("cluster.column.host"),
                120,
                member -> member.host().text());
        table.text("order", texts.get("cluster.column.order"), 80, member -> Integer.toString(member.startOrder()));
        table.root().setPrefHeight(80 + 32.0 * Math.min(ROWS, members.size()));
        return table.root();
    }

    private static void head(VBox content, String text) {
        Label label = new Label(text);
        label.getStyleClass().add("section-title");
        content.getChildren().add(label);
    }

    private static void say(VBox content, String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        content.getChildren().add(label);
    }
}
