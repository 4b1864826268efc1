package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.navigation.Place;
import dev.muster.app.testing.Operator;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.note.NoteCommand;
import java.util.UUID;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("toolkit")
class NoteWindowTest {
    private static final VmId VM = new VmId(new HostId("h1"), new UUID(1, 0));

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
    void the_tree_leads_to_the_screen_and_a_note_can_be_deleted_there() {
        operator.clickText("Notes");
        operator.see("the note", () -> Operator.words("#notes-table").contains("Disk replaced on Monday"));
        operator.clickText("Disk replaced on Monday");
        operator.click("#note-delete");
        operator.see("the command", () -> window.bridge().submitted().stream().anyMatch(NoteCommand.Delete.class::isInstance));
    }

    @Test
    void a_vm_has_a_tab_with_its_notes() {
        window.go(new Place.OneVm(VM));
        operator.clickText("Notes");
        operator.see("the note", () -> Operator.words("#notes-table").contains("Disk replaced on Monday"));
    }

    @Test
    void the_palette_writes_a_note_on_the_vm_whose_page_is_open() {
        window.go(new Place.OneVm(VM));
        operator.see("#vm-page");
        operator.press(KeyCode.CONTROL, KeyCode.K);
        operator.type("write note");
        operator.press(KeyCode.ENTER);
        operator.fill("#note-text", "look at its fan");
        operator.press(KeyCode.ENTER);
        operator.see("the command", () -> window.bridge().submitted().contains(new NoteCommand.Create(VM, "look at its fan")));
        assertThat(window.bridge().submitted()).hasSize(1);
    }
}
