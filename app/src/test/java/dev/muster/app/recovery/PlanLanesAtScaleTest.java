package dev.muster.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.content.ContentStyle;
import dev.muster.app.i18n.Texts;
import dev.muster.app.testing.Operator;
import dev.muster.model.access.Role;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Tier;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A plan of 2 000 machines is dragged in without holding up the window. */
@Tag("toolkit")
class PlanLanesAtScaleTest {
    private static final int STEPS = 60;

    /** So many drags are measured: one alone may meet a collection of garbage or a method that is compiled just then. */
    private static final int DRAGS = 5;

    @AfterEach
    void close() {
        Operator.getUp();
    }

    private static PlanSpec plan() {
        return PlanSpec.of(IntStream.range(0, 20)
                .mapToObj(tier -> new Tier(
                        "Tier " + tier,
                        10,
                        IntStream.range(0, 100)
                                .<PlanItem>mapToObj(one -> PlanMachine.of(
                                        "vm-" + tier + "-" + one,
                                        new MachineSource.OfVm(new VmId(new HostId("h1"), new UUID(tier, one)), "vm")))
                                .toList()))
                .toList());
    }

    @Test
    void no_step_of_a_drag_through_two_thousand_machines_holds_up_the_window() throws InterruptedException {
        Operator.sitDown();
        Texts texts = new Texts(Locale.ENGLISH);
        PlanEditorViewModel model = new PlanEditorViewModel(
                new PlanId("large"),
                1,
                plan(),
                Measures.NONE,
                texts,
                Role.OPERATOR,
                work -> Thread.ofVirtual().start(work),
                Platform::runLater);
        LaneList lanes = Operator.fx(() -> {
            LaneList made = new LaneList(model, texts, () -> {});
            made.root().getStylesheets().add(ContentStyle.sheet());
            Stage stage = new Stage();
            stage.setScene(new Scene(made.root(), 900, 640));
            stage.show();
            made.show();
            model.foreseenProperty().addListener(observable -> made.foresee());
            model.revisionProperty().addListener(observable -> made.show());
            return made;
        });
        Operator.fx(() -> {
            step(lanes);
            return true;
        });
        // the first pass is that of a JVM that has just begun, which no window is in while somebody drags
        carry(lanes);
        assertThat(model.isDirty()).as("the first machine went elsewhere").isTrue();
        List<Long> steps = new ArrayList<>();
        List<Long> drops = new ArrayList<>();
        for (int at = 0; at < DRAGS; at++) {
            Carried carried = carry(lanes);
            steps.addAll(carried.steps());
            drops.add(carried.drop());
        }
        assertThat(model.spec().items()).hasSize(2000);
        steps.sort(null);
        drops.sort(null);
        assertThat(steps.get(steps.size() / 2)).as("median step, ms: %s", steps).isLessThan(17);
        assertThat(steps.getLast()).as("longest step, ms: %s", steps).isLessThan(50);
        assertThat(drops.get(DRAGS / 2)).as("median drop, ms: %s", drops).isLessThan(50);
    }

    /** What a drag took, in ms. */
    private record Carried(List<Long> steps, long drop) {}

    /** Picks up the first machine and drops it at the place of the eighteenth line. */
    private static Carried carry(LaneList lanes) throws InterruptedException {
        Operator.fx(() -> {
            fire(lanes, MouseEvent.MOUSE_PRESSED, 48);
            return true;
        });
        List<Long> steps = new ArrayList<>();
        for (int at = 0; at < STEPS; at++) {
            steps.add(drag(lanes, at));
        }
        long drop = Operator.fx(() -> took(() -> {
            fire(lanes, MouseEvent.MOUSE_RELEASED, 60 + 17 * 32);
            step(lanes);
        }));
        return new Carried(steps, drop);
    }

    /** To the next line. */
    private static long drag(LaneList lanes, int at) throws InterruptedException {
        return Operator.fx(() -> took(() -> {
            fire(lanes, MouseEvent.MOUSE_DRAGGED, 60 + at % 18 * 32);
            step(lanes);
        }));
    }

    /** What the window's thread worked for it, in ms; that another program had the processor meanwhile is not counted. */
    private static long took(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        work.run();
        return (threads.getCurrentThreadCpuTime() - begun) / 1_000_000;
    }

    private static void step(LaneList lanes) {
        lanes.root().applyCss();
        lanes.root().layout();
    }

    private static void fire(LaneList lanes, EventType<MouseEvent> type, double y) {
        Node list = lanes.root().lookup("#plan-lanes");
        // the list is below the times of its bars
        Point2D at = list.localToScene(60, y);
        Event.fireEvent(
                list,
                new MouseEvent(
                        type,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
                        MouseButton.PRIMARY,
                        1,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        false,
                        false,
                        false,
                        null));
    }
}
