package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.navigation.Place;
import dev.muster.app.testing.Operator;
import dev.muster.model.cluster.ArtifactCommand;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import java.util.List;
import java.util.UUID;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clusters in the real window: what mouse and keys do there becomes commands. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class ClusterWindowTest {
    private static final ClusterId SHOP = new ClusterId("shop");
    private static final Identifier PENDING = id(1, 10);

    private SampleWindow window;
    private Operator operator;

    @BeforeEach
    void open() throws InterruptedException {
        window = SampleWindow.open();
        operator = window.operator();
        operator.clickText("Clusters");
        operator.see("#lane-db");
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void functions_stand_as_lanes_with_their_vms_and_what_they_boot() {
        operator.see(
                "db",
                () -> Operator.words("#lane-db").contains("db-11")
                        && Operator.words("#lane-db").contains("2 / 2 VMs")
                        && Operator.words("#lane-db").contains("Local disk"));
        operator.see(
                "app",
                () -> Operator.words("#lane-app").contains("2 / 3 VMs")
                        && Operator.words("#lane-app").contains("restart to apply"));
        operator.see("the reason", () -> Operator.words("#lane-db").contains("debian-13/initrd.img is missing."));
        operator.see("who asks", () -> Operator.words("#clusters-unassigned").contains("lb-110"));
    }

    @Test
    void a_vm_that_asks_gets_the_function_it_is_dragged_onto_and_undo_takes_it() {
        operator.dragText("lb-110", "#lane-web-cards");
        submitted(new ClusterCommand.Assign(PENDING, SHOP, "web", false));
        operator.see("the notice", () -> Operator.words("#clusters-notice").contains("lb-110 gets the function web"));
        operator.click("#clusters-undo");
        submitted(new ClusterCommand.Revoke(PENDING));
    }

    @Test
    void a_card_moves_by_keyboard_to_the_lane_beside_and_ctrl_z_moves_it_back() {
        operator.clickText("build-15");
        operator.press(KeyCode.CONTROL, KeyCode.RIGHT);
        submitted(new ClusterCommand.Assign(id(1, 5), SHOP, "web", false));
        operator.press(KeyCode.CONTROL, KeyCode.Z);
        submitted(new ClusterCommand.Assign(id(1, 5), SHOP, "app", false));
        operator.press(KeyCode.ALT, KeyCode.LEFT);
        submitted(new ClusterCommand.Assign(id(1, 5), SHOP, "db", false));
    }

    @Test
    void the_menu_of_a_card_gives_a_function_for_the_next_boot_only() {
        operator.click("#clusters-once");
        operator.rightClickText("build-15");
        operator.clickText("Assign function web");
        submitted(new ClusterCommand.Assign(id(1, 5), SHOP, "web", true));
    }

    @Test
    void another_number_of_vms_is_shown_as_a_plan_before_it_is_asked_for() {
        operator.click("#lane-app-more");
        operator.click("#lane-app-scale");
        operator.see("the plan", () -> Operator.words("#cluster-plan-content").contains("shop-app-4"));
        assertThat(window.bridge().submitted()).isEmpty();
        operator.click("#cluster-plan-go");
        submitted(new ClusterCommand.Scale(SHOP, "app", 4));
    }

    @Test
    void fewer_vms_need_the_name_of_the_function_typed() {
        operator.click("#lane-db-fewer");
        operator.click("#lane-db-scale");
        operator.see("the plan", () -> Operator.words("#cluster-plan-content").contains("db-21"));
        assertThat(Operator.fx(() -> Operator.isUsable("#cluster-plan-go"))).isFalse();
        operator.fill("#confirm-name", "shop/db");
        operator.press(KeyCode.ENTER);
        submitted(new ClusterCommand.Scale(SHOP, "db", 1));
    }

    @Test
    void a_deployment_shows_its_plan_first() {
        operator.click("#clusters-deploy");
        operator.see("the plan", () -> Operator.words("#cluster-plan-content").contains("shop-app-3"));
        operator.click("#cluster-plan-go");
        submitted(new ClusterCommand.Deploy(SHOP));
    }

    @Test
    void a_new_cluster_is_described_in_one_dialog_by_keyboard() {
        operator.click("#clusters-new");
        operator.see("#cluster-new-name");
        operator.type("crm");
        operator.click("#cluster-new-2-remove");
        operator.seeGone("#cluster-new-2-name");
        operator.fill("#cluster-new-1-count", "3");
        operator.press(KeyCode.ENTER);
        operator.see(
                "the command",
                () -> window.bridge().submitted().stream()
                        .anyMatch(command -> command instanceof ClusterCommand.Create create
                                && create.spec().name().equals(new ClusterId("crm"))
                                && create.spec().functions().getFirst().count() == 3
                                && create.spec().functions().size() == 1));
    }

    @Test
    void artifacts_show_who_boots_from_them_and_are_kept_while_somebody_does() {
        operator.clickText("Artifacts");
        operator.see(
                "the damage",
                () -> Operator.rows("#artifacts-table").toString().contains("missing, debian-13/initrd.img"));
        operator.clickText("debian-13/vmlinuz");
        assertThat(Operator.fx(() -> Operator.isUsable("#artifact-delete"))).isFalse();
        operator.click("#artifact-verify");
        submitted(new ArtifactCommand.VerifyArtifacts(List.of(ArtifactId.of("debian-13/vmlinuz"))));
        operator.clickText("debian-13/netinst.iso");
        operator.click("#artifact-delete");
        operator.fill("#confirm-name", "debian-13/netinst.iso");
        operator.press(KeyCode.ENTER);
        submitted(new ArtifactCommand.DeleteArtifact(ArtifactId.of("debian-13/netinst.iso")));
    }

    @Test
    void the_page_of_a_vm_says_on_top_why_its_boot_stopped() {
        window.go(new Place.OneVm(new VmId(new HostId("h2"), new UUID(2, 1))));
        operator.click("#tab-boot");
        operator.see(
                "the reason",
                () -> Operator.words("#vm-boot-view")
                        .contains("The boot stopped. The content of the artifact debian-13/initrd.img is missing."));
        operator.see("the trail", () -> Operator.rows("#vm-boot-trail-table").size() == 4);
        operator.see(
                "its history", () -> Operator.rows("#vm-boot-history-table").size() == 1);
    }

    private void submitted(Command command) {
        operator.see(command.toString(), () -> window.bridge().submitted().contains(command));
    }

    private static Identifier id(long host, long number) {
        return new Identifier(new UUID(host, number));
    }
}
