package dev.muster.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Asks;
import dev.muster.app.cluster.ClusterBoard.Card;
import dev.muster.app.feature.Alert;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.platform.UiThread;
import dev.muster.app.shots.SampleBridge;
import dev.muster.bridge.json.Json;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.ClusterPlan;
import dev.muster.model.cluster.ClusterQuery;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange.ObjectGone;
import dev.muster.model.inventory.InventoryChange.ObjectPut;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClustersViewModelTest {
    private static final ClusterId SHOP = new ClusterId("shop");
    private static final Identifier PENDING = new Identifier(new UUID(1, 10));

    private final Texts texts = new Texts(Locale.ENGLISH);
    private final Recording asks = new Recording();
    private final InventoryImage image = new SampleBridge().inventory();
    private final LiveInventory inventory = new LiveInventory(new AtOnce());
    private final List<Problem> problems = new ArrayList<>();
    private final ClustersViewModel model = new ClustersViewModel(asks, inventory, texts, job -> {}, problems::add);

    @BeforeEach
    void activate() {
        inventory.replace(image);
        model.activate();
    }

    @Test
    void vms_stand_in_the_lane_of_their_function_and_who_asks_stands_apart() {
        assertThat(board().lanes()).extracting(ClusterBoard.Lane::name).containsExactly("db", "app", "web");
        assertThat(board().lanes().getFirst().cards())
                .extracting(Card::name)
                .containsExactlyInAnyOrder("db-11", "db-21");
        assertThat(board().unassigned()).extracting(Card::id).containsExactly(PENDING);
        assertThat(card("build-25").isRestartToApply()).isTrue();
        assertThat(card("db-21").isStopped()).isTrue();
        assertThat(card("web-18").once()).contains("app");
    }

    @Test
    void a_vm_is_assigned_once_and_undone_by_its_former_function() {
        model.assign(card("db-11"), "web");
        model.undo();
        model.undo();
        assertThat(asks.submitted)
                .containsExactly(
                        new ClusterCommand.Assign(card("db-11").id(), SHOP, "web", false),
                        new ClusterCommand.Assign(card("db-11").id(), SHOP, "db", false));
    }

    @Test
    void the_function_it_has_is_not_assigned_again_but_takes_the_place_of_one_for_once() {
        model.assign(card("db-11"), "db");
        assertThat(asks.submitted).isEmpty();
        model.assign(card("web-18"), "web");
        model.undo();
        assertThat(asks.submitted)
                .containsExactly(
                        new ClusterCommand.Assign(card("web-18").id(), SHOP, "web", false),
                        new ClusterCommand.Assign(card("web-18").id(), SHOP, "app", true));
    }

    @Test
    void for_the_next_boot_alone_is_for_vms_that_have_a_function() {
        model.onceProperty().set(true);
        model.assign(card("db-11"), "web");
        model.assign(board().unassigned().getFirst(), "web");
        assertThat(asks.submitted)
                .containsExactly(
                        new ClusterCommand.Assign(card("db-11").id(), SHOP, "web", true),
                        new ClusterCommand.Assign(PENDING, SHOP, "web", false));
        model.undo();
        assertThat(asks.submitted).last().isEqualTo(new ClusterCommand.Revoke(PENDING));
    }

    @Test
    void a_move_ends_at_the_last_lane() {
        model.move(card("web-28"), 1);
        assertThat(asks.submitted).isEmpty();
        model.move(card("web-28"), -1);
        model.move(board().unassigned().getFirst(), 1);
        assertThat(asks.submitted)
                .containsExactly(
                        new ClusterCommand.Assign(card("web-28").id(), SHOP, "app", false),
                        new ClusterCommand.Assign(PENDING, SHOP, "db", false));
    }

    @Test
    void a_new_cluster_is_described_by_what_there_is_and_its_plan_follows_once_it_is_there() {
        NewClusterViewModel described = new NewClusterViewModel(image, texts);
        assertThat(described.networks()).contains("default");
        assertThat(described.kernelProperty().get()).contains(ArtifactId.of("debian-13/vmlinuz"));
        assertThat(described.initrdProperty().get()).contains(ArtifactId.of("debian-13/initrd.img"));
        assertThat(described.stateProperty().get().spec()).isEmpty();
        described.nameProperty().set("crm");
        described.rows().getLast().countProperty().set("two");
        assertThat(described.stateProperty().get().text()).contains("whole numbers");
        described.rows().getLast().countProperty().set("2");
        ClusterSpec spec = described.stateProperty().get().spec().orElseThrow();
        assertThat(spec.functions()).extracting(one -> one.name() + one.count()).containsExactly("db1", "web2");
        described.commandLineProperty().set("root={{disk}}");
        assertThat(described.stateProperty().get().text()).contains("disk");
        described.nameProperty().set("shop");
        assertThat(described.stateProperty().get().text()).contains("already");

        List<ClusterPlan> plans = new ArrayList<>();
        model.describe(spec, plans::add);
        assertThat(asks.submitted).containsExactly(new ClusterCommand.Create(spec));
        inventory.replace(image.with(new ObjectPut(new Cluster(spec.name(), spec, false, 1, Instant.EPOCH))));
        assertThat(board().cluster().id()).isEqualTo(spec.name());
        assertThat(asks.asked).containsExactly(new ClusterQuery.Plan(spec.name(), Optional.empty(), 0));
    }

    @Test
    void a_viewer_changes_nothing() {
        asks.role = Role.VIEWER;
        model.assign(card("db-11"), "web");
        model.revoke(card("db-11"));
        assertThat(model.refusal()).isPresent();
        assertThat(asks.submitted).isEmpty();
    }

    @Test
    void a_cluster_that_goes_leaves_an_empty_screen() {
        inventory.replace(
                image.with(ObjectGone.of(image.object(Cluster.class, SHOP).orElseThrow())));
        assertThat(model.boardProperty().get()).isEmpty();
        assertThat(model.clusters()).isEmpty();
    }

    @Test
    void who_asks_and_who_stopped_are_alerts() {
        List<Alert> alerts = new ClusterAlerts(texts).find(image, List.of(), Instant.now());
        assertThat(alerts).hasSize(2);
        assertThat(alerts).extracting(Alert::what).anyMatch(what -> what.contains("lb-110 on h1 asks"));
        assertThat(alerts)
                .filteredOn(Alert::grave)
                .singleElement()
                .satisfies(alert -> assertThat(alert.what()).contains("db-21").contains("initrd.img is missing"));
    }

    @Test
    void the_boots_of_a_vm_are_listed_the_newest_first() {
        BootViewModel boots = new BootViewModel(new VmId(new HostId("h2"), new UUID(2, 1)), texts);
        boots.show(image);
        assertThat(boots.trail().rows().getFirst().item().what().kind()).isEqualTo(BootTrail.Kind.STOPPED);
        assertThat(boots.problemProperty().get())
                .get()
                .extracting(Problem::what)
                .asString()
                .contains("initrd.img");
        assertThat(boots.assignmentProperty().get())
                .get()
                .extracting(Assignment::function)
                .isEqualTo("db");
        assertThat(boots.history().rows()).hasSize(1);
    }

    @Test
    void a_description_is_imported_from_a_file_and_what_is_wrong_with_it_is_said(@TempDir Path directory)
            throws IOException {
        ClusterSpec spec = board().cluster().spec();
        Path file = new ClusterFiles(texts).write(directory.resolve("shop.json"), spec);
        ImportViewModel imports = new ImportViewModel(asks, inventory, texts);
        imports.pathProperty().set(file.toString());
        assertThat(imports.stateProperty().get().command()).contains(new ClusterCommand.Set(spec, 4));

        Path other = directory.resolve("other.json");
        Files.writeString(other, Json.write(spec).replace("\"shop\"", "\"other\""));
        imports.pathProperty().set(other.toString());
        assertThat(imports.stateProperty().get().command()).get().isInstanceOf(ClusterCommand.Create.class);

        Files.writeString(other, "{\"name\":\"other\"}");
        imports.pathProperty().set(other + " ");
        assertThat(imports.stateProperty().get().wrong()).isTrue();
        assertThat(imports.stateProperty().get().command()).isEmpty();
        imports.pathProperty().set(directory.resolve("none").toString());
        assertThat(imports.stateProperty().get().text()).contains("There is no file");
    }

    @Test
    void name_and_kind_of_an_artifact_follow_its_file_until_they_are_given(@TempDir Path directory) throws IOException {
        UploadViewModel upload = new UploadViewModel(asks, inventory, texts);
        Path file = Files.writeString(directory.resolve("initrd.img-6.12 (1)"), "content");
        upload.pathProperty().set(file.toString());
        assertThat(upload.nameProperty().get()).isEqualTo("initrd.img-6.12__1_");
        assertThat(upload.kindProperty().get()).isEqualTo(ArtifactKind.INITRD);
        assertThat(upload.stateProperty().get().file()).contains(file);
        upload.nameProperty().set("debian-13/initrd.img");
        assertThat(upload.stateProperty().get().text()).contains("7 B").contains("exists");
        upload.pathProperty().set(Files.createFile(directory.resolve("vmlinuz")).toString());
        assertThat(upload.nameProperty().get()).isEqualTo("debian-13/initrd.img");
        assertThat(upload.kindProperty().get()).isEqualTo(ArtifactKind.KERNEL);
        assertThat(upload.stateProperty().get().text()).isEqualTo("The file is empty.");
        upload.pathProperty().set(directory.toString());
        assertThat(upload.stateProperty().get().text()).contains("There is no file");
        upload.pathProperty().set(file.toString());
        upload.nameProperty().set("../up");
        assertThat(upload.stateProperty().get().wrong()).isTrue();
        assertThat(upload.stateProperty().get().id()).isEmpty();
    }

    private ClusterBoard board() {
        return model.boardProperty().get().orElseThrow();
    }

    private Card card(String name) {
        return board().lanes().stream()
                .flatMap(lane -> lane.cards().stream())
                .filter(card -> card.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static final class AtOnce implements UiThread {
        @Override
        public void run(Runnable work) {
            work.run();
        }

        @Override
        public void run(Duration after, Runnable work) {
            work.run();
        }

        @Override
        public <T> CompletionStage<T> background(Callable<T> work) {
            throw new UnsupportedOperationException("nothing is done elsewhere here");
        }
    }

    /** Takes every command, and reads files at once. */
    private static final class Recording implements Asks {
        private final List<Command> submitted = new ArrayList<>();
        private final List<Query<?>> asked = new ArrayList<>();
        private Role role = Role.OPERATOR;

        @Override
        public Role role() {
            return role;
        }

        @Override
        public void submit(Command command, Consumer<JobId> accepted, Consumer<Problem> refused) {
            submitted.add(command);
        }

        @Override
        public <R extends Record> void ask(Query<R> query, Consumer<R> answer, Consumer<Problem> refused) {
            asked.add(query);
        }

        @Override
        public <T> void with(Function<HypervisorBridge, T> work, Consumer<T> done, Consumer<Problem> refused) {
            try (SampleBridge bridge = new SampleBridge()) {
                done.accept(work.apply(bridge));
            } catch (MusterException e) {
                refused.accept(e.problem());
            }
        }
    }
}
