package dev.muster.app.cluster;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.LiveRows;
import dev.muster.app.content.ObjectTable;
import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.content.Times;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.access.Role;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactCommand;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactState;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.InventoryImage;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.scene.Parent;

/** All artifacts, with what can be done with them. */
final class ArtifactsView {
    private static final int DIGITS = 12;

    private final ConsoleContext context;
    private final Texts texts;
    private final ArtifactUploads uploads;
    private final LiveRows<ArtifactId, ArtifactLine> rows =
            new LiveRows<>(line -> line.artifact().id());
    private final ObjectTable<ArtifactLine> table;
    private final ChangeListener<InventoryImage> onImage = (of, was, is) -> {
        if (!was.objects(Artifact.class).equals(is.objects(Artifact.class))
                || !was.objects(Cluster.class).equals(is.objects(Cluster.class))) {
            rows.show(ArtifactLine.of(is));
        }
    };

    ArtifactsView(ConsoleContext context) {
        this.context = context;
        this.texts = context.texts();
        this.uploads = new ArtifactUploads(context);
        this.table = new ObjectTable<>("artifacts", texts.get("cluster.artifact.title"), texts, rows);
        columns();
        actions();
        table.root().setBottom(uploads.root());
        table.whenEmpty(new EmptyState(
                "artifacts-none",
                texts.get("cluster.artifact.none.title"),
                texts.get("cluster.artifact.none.text"),
                texts.get("cluster.artifact.upload"),
                this::upload));
    }

    Parent root() {
        return table.root();
    }

    void activate() {
        rows.show(ArtifactLine.of(context.inventory().image()));
        table.chooseFirst();
        table.refuseCreate(roleRefusal());
        context.inventory().imageProperty().addListener(onImage);
    }

    void deactivate() {
        context.inventory().imageProperty().removeListener(onImage);
    }

    private void columns() {
        table.state(
                texts.get("vm.column.state"),
                line -> tone(line.artifact().state()),
                line -> ClusterWords.state(line.artifact().state(), texts));
        table.text(
                "name",
                texts.get("cluster.artifact.column.name"),
                240,
                line -> line.artifact().id().text());
        table.text(
                "kind",
                texts.get("cluster.artifact.column.kind"),
                120,
                line -> ClusterWords.kind(line.artifact().kind(), texts));
        table.bytes(
                "size",
                texts.get("cluster.artifact.column.size"),
                line -> line.artifact().size(),
                size -> Amounts.bytes(size, texts.locale()));
        table.text(
                "usedby", texts.get("cluster.artifact.column.usedby"), 160, line -> String.join(", ", line.clusters()));
        table.whole(
                "stored",
                texts.get("cluster.artifact.column.stored"),
                160,
                line -> Times.column(line.artifact().stored()));
        table.whole("digest", "SHA-256", 116, line -> line.artifact().digest().substring(0, DIGITS));
    }

    private static Tone tone(ArtifactState state) {
        return switch (state) {
            case WHOLE -> Tone.GOOD;
            case MISSING -> Tone.WARNING;
            case CORRUPT -> Tone.BAD;
        };
    }

    private void actions() {
        table.guarded(
                "artifact-verify",
                texts.get("cluster.artifact.verify"),
                texts.get("cluster.artifact.refused.none"),
                _ -> roleRefusal(),
                line -> submit(new ArtifactCommand.VerifyArtifacts(
                        List.of(line.artifact().id()))));
        table.guarded(
                        "artifact-delete",
                        texts.get("object.delete"),
                        texts.get("cluster.artifact.refused.none"),
                        this::deleteRefusal,
                        this::delete)
                .getStyleClass()
                .add("danger");
        table.create("artifact-upload-open", texts.get("cluster.artifact.upload"), this::upload);
    }

    private Optional<String> roleRefusal() {
        return context.asks().role().includes(Role.OPERATOR)
                ? Optional.empty()
                : Optional.of(texts.get("object.refused.role"));
    }

    private Optional<String> deleteRefusal(ArtifactLine line) {
        return roleRefusal()
                .or(() -> line.clusters().isEmpty()
                        ? Optional.empty()
                        : Optional.of(texts.get("cluster.artifact.refused.used", String.join(", ", line.clusters()))));
    }

    private void upload() {
        new UploadDialog(context, uploads).open();
    }

    private void delete(ArtifactLine line) {
        Artifact artifact = line.artifact();
        String name = artifact.id().text();
        Confirmation confirmation = new Confirmation(
                texts.get("object.delete.title", name),
                texts.get("cluster.artifact.delete.meaning"),
                List.of(name + " · " + Amounts.bytes(artifact.size(), texts.locale())),
                name,
                texts.get("object.delete"));
        new ConfirmDialog(context.dialogs(), texts)
                .ask(confirmation, () -> submit(new ArtifactCommand.DeleteArtifact(artifact.id())));
    }

    private void submit(Command command) {
        context.asks().submit(command, context.onJob(), context.onProblem());
    }
}
