package dev.muster.app.content;

import dev.muster.model.inventory.VmId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/** VMs that are dragged from one part of the window into another. The dragboard carries their ids: places in a live list change. */
public final class VmDrag {
    private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");

    private VmDrag() {}

    private static DataFormat format() {
        return Optional.ofNullable(DataFormat.lookupMimeType("application/x-muster-vms"))
                .orElseGet(() -> new DataFormat("application/x-muster-vms"));
    }

    /** Begins to drag those VMs; {@code node} is shown beside the mouse. */
    public static void start(Node node, List<VmId> vms) {
        Dragboard board = node.startDragAndDrop(TransferMode.COPY);
        ClipboardContent content = new ClipboardContent();
        content.put(format(), String.join("\n", vms.stream().map(VmId::text).toList()));
        board.setContent(content);
        board.setDragView(node.snapshot(null, null));
    }

    /** Lets VMs be dropped on a node, which has the pseudo-class {@code drop} while those over it are wanted. */
    public static void accept(Node node, Predicate<List<VmId>> wanted, Consumer<List<VmId>> dropped) {
        node.setOnDragOver(event -> {
            if (wanted(event, wanted)) {
                event.acceptTransferModes(TransferMode.COPY);
                event.consume();
            }
        });
        node.setOnDragEntered(event -> node.pseudoClassStateChanged(DROP, wanted(event, wanted)));
        node.setOnDragExited(event -> node.pseudoClassStateChanged(DROP, false));
        node.setOnDragDropped(event -> {
            boolean fits = wanted(event, wanted);
            List<VmId> vms = vms(event.getDragboard());
            event.setDropCompleted(fits);
            event.consume();
            if (fits) {
                dropped.accept(vms);
            }
        });
    }

    private static boolean wanted(DragEvent event, Predicate<List<VmId>> wanted) {
        List<VmId> vms = vms(event.getDragboard());
        return !vms.isEmpty() && wanted.test(vms);
    }

    private static List<VmId> vms(Dragboard board) {
        return board.getContent(format()) instanceof String text
                ? text.lines().map(VmId::of).toList()
                : List.of();
    }
}
