package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.navigation.Place;
import dev.muster.app.testing.Operator;
import dev.muster.model.command.Command;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupCommand.RestoreMode;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupMember;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import java.util.UUID;
import java.util.function.Predicate;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Consistency groups in the real window, by mouse and keyboard. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class GroupWindowTest {
    private static final GroupId SHOP = new GroupId("shop");

    private SampleWindow window;
    private Operator operator;

    @BeforeEach
    void open() throws InterruptedException {
        window = SampleWindow.open();
        operator = window.operator();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void a_group_says_how_old_its_newest_set_is_and_is_captured() {
        shop();
        // it grows while the window opens
        operator.see("the age", () -> Operator.words("#group-rpo").matches("([4-9]|1[0-9]) min.*"));
        operator.see(
                "how long a restore takes", () -> Operator.words("#group-rto").equals("6 min 52 s"));
        operator.see(
                "what a capture does", () -> Operator.words("#group-forecast").contains("1 VM is frozen"));
        operator.click("#group-capture");
        submitted(new GroupCommand.Capture(SHOP));
    }

    @Test
    void a_set_that_is_missing_says_why() {
        shop();
        operator.clickText("No set");
        operator.see(
                "why", () -> Operator.words("#group-set-detail").contains("Not all members went on within 10000 ms."));
        operator.see("no restore of it", () -> !Operator.isUsable("#group-set-restore"));
        operator.see("its job", () -> Operator.isUsable("#group-set-job"));
    }

    @Test
    void a_vm_that_is_dragged_from_the_tree_becomes_a_member() {
        operator.clickText("h1  16");
        operator.press(KeyCode.RIGHT);
        operator.see("the VMs of h1", () -> Operator.words("#tree").contains("mail-13"));
        window.go(new Place.Screen("groups"));
        operator.clickText("shop");
        operator.see("the group", () -> Operator.words("#group-name").equals("shop"));
        operator.dragText("mail-13", "#group-tabs");
        submitted(
                "mail-13 is a member",
                command -> command instanceof GroupCommand.Set set
                        && set.spec()
                                .members()
                                .contains(new GroupMember.OfVm(new VmId(new HostId("h1"), new UUID(1, 3)))));
        operator.clickText("mail-13");
        operator.see("#vm-page");
    }

    @Test
    void a_vm_is_added_by_its_name() {
        shop();
        operator.click("#group-tab-members");
        operator.click("#group-member-add");
        operator.see("#group-pick-text");
        operator.type("mail-13");
        operator.see("it can be added", () -> Operator.isUsable("#group-members-add-go"));
        operator.click("#group-members-add-go");
        submitted(
                "five members",
                command -> command instanceof GroupCommand.Set set
                        && set.spec().members().size() == 5);
    }

    @Test
    void a_restore_in_place_wants_the_name_of_the_group_typed() {
        shop();
        operator.click("#group-set-restore");
        operator.click("#group-restore-mode-in-place");
        operator.click("#group-restore-go");
        operator.see(
                "each member", () -> Operator.words("#group-restore-members").contains("web-28"));
        assertThat(Operator.fx(() -> Operator.isUsable("#group-restore-go"))).isFalse();
        operator.fill("#confirm-name", "shop");
        operator.press(KeyCode.ENTER);
        submitted(
                "a restore in place",
                command -> command instanceof GroupCommand.RestoreSet restore
                        && restore.mode() == RestoreMode.IN_PLACE
                        && restore.pools().size() == 2);
    }

    @Test
    void a_vm_that_was_put_aside_is_brought_back() {
        shop();
        operator.see("how many", () -> Operator.words("#group-fences-title").startsWith("2 VMs were put aside"));
        operator.click("#group-unfence-" + new UUID(2, 3));
        submitted(new GroupCommand.Unfence(new VmId(new HostId("h2"), new UUID(2, 3))));
    }

    private void shop() {
        operator.clickText("Consistency groups");
        operator.clickText("shop");
        operator.see("the group", () -> Operator.words("#group-name").equals("shop"));
    }

    private void submitted(Command command) {
        submitted(command.toString(), command::equals);
    }

    private void submitted(String what, Predicate<Command> which) {
        operator.see(what, () -> window.bridge().submitted().stream().anyMatch(which));
    }
}
