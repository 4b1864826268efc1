package dev.muster.app.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.Snapshot.Place;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.snapshot.SnapshotDeletion;
import dev.muster.model.snapshot.SnapshotTree;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SnapshotsViewModelTest {
    private static final VmId VM = new VmId(HostId.of("h1"), new UUID(1, 1));

    private final Texts texts = new Texts(Locale.ENGLISH);
    private final Answering asks = new Answering();
    private final List<Problem> problems = new ArrayList<>();
    private final SnapshotsViewModel model = new SnapshotsViewModel(asks, VM, texts, job -> {}, problems::add);

    @Test
    void an_answer_to_an_older_question_is_dropped() {
        model.load();
        model.load();
        Runnable first = asks.next(tree(one("old", "", Place.INTERNAL)));
        Runnable second = asks.next(tree(one("new", "", Place.INTERNAL)));
        second.run();
        first.run();

        assertThat(model.treeProperty().get().snapshots())
                .extracting(Snapshot::name)
                .containsExactly("new");
        assertThat(problems).isEmpty();
    }

    @Test
    void what_cannot_be_done_says_why() {
        Snapshot base = one("base", "", Place.INTERNAL);
        Snapshot over = one("over", "base", Place.EXTERNAL);
        show(new SnapshotTree(VM, List.of(base, over), Optional.of(refused()), Optional.empty()));

        assertThat(model.createRefusal()).isEmpty();
        assertThat(model.refusal(Place.INTERNAL)).contains("vda is raw. Convert it. (SNP-3)");
        assertThat(model.problem("x", "", Place.INTERNAL)).contains("raw");
        assertThat(model.problem("x", "", Place.EXTERNAL)).isEmpty();
        assertThat(model.problem("base", "", Place.EXTERNAL)).contains("already");
        assertThat(model.problem("a/b", "", Place.EXTERNAL)).isNotEmpty();
        assertThat(model.revertRefusal(base)).get().asString().contains("over");
        assertThat(model.revertRefusal(over)).get().asString().contains("external");
    }

    @Test
    void a_viewer_may_only_look() {
        asks.role = Role.VIEWER;
        show(tree(one("base", "", Place.INTERNAL)));

        assertThat(model.createRefusal()).isPresent();
        assertThat(model.deleteRefusal()).isPresent();
        assertThat(model.revertRefusal(one("base", "", Place.INTERNAL))).isPresent();
    }

    @Test
    void what_is_lost_is_said_and_the_name_of_the_vm_is_to_be_typed() {
        var asked = model.revertConfirmation("web", one("base", "", Place.INTERNAL), "yesterday");

        assertThat(asked.meaning()).contains("lost").contains("yesterday");
        assertThat(asked.accepts("web")).isTrue();
        assertThat(asked.accepts("base")).isFalse();
        model.revert(one("base", "", Place.INTERNAL));
        assertThat(asks.submitted).containsExactly(new SnapshotCommand.Revert(VM, "base"));
    }

    @Test
    void every_file_that_goes_is_listed_and_what_is_listed_is_deleted() {
        SnapshotDeletion plan = new SnapshotDeletion(
                VM,
                "a",
                List.of("a", "b"),
                List.of(),
                List.of(new SnapshotDeletion.Merge("vda", "/vms/x.a", "/vms/x")),
                List.of("/vms/x.a"),
                Optional.empty());

        assertThat(model.lines(plan))
                .containsExactly(
                        "Goes: snapshot a", "Goes: snapshot b", "Merged: /vms/x.a into /vms/x", "Deleted: /vms/x.a");
        model.delete(plan);
        assertThat(asks.submitted).containsExactly(new SnapshotCommand.Delete(VM, "a", true));
    }

    @Test
    void a_new_one_is_offered_a_name_nobody_has() {
        show(tree(one("snapshot-2", "", Place.INTERNAL)));
        assertThat(model.freshName()).isEqualTo("snapshot-3");
    }

    private void show(SnapshotTree tree) {
        model.load();
        asks.next(tree).run();
    }

    private static SnapshotTree tree(Snapshot... snapshots) {
        return new SnapshotTree(VM, List.of(snapshots), Optional.empty(), Optional.empty());
    }

    private static Problem refused() {
        return Problem.of(ErrorCode.SNAPSHOT_REFUSED, "vda is raw.", "Nothing was changed.", "Convert it.");
    }

    private static Snapshot one(String name, String parent, Place place) {
        return new Snapshot(
                name,
                "",
                parent.isEmpty() ? Optional.empty() : Optional.of(parent),
                Instant.EPOCH,
                place,
                false,
                "shutoff",
                false,
                List.of(),
                "");
    }

    /** Answers when told to. */
    private static final class Answering implements Asks {
        private final Deque<Consumer<Record>> waiting = new ArrayDeque<>();
        private final List<Command> submitted = new ArrayList<>();
        private Role role = Role.OPERATOR;

        Runnable next(Record answer) {
            Consumer<Record> first = waiting.removeFirst();
            return () -> first.accept(answer);
        }

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
            waiting.add(record -> answer.accept(query.answer().cast(record)));
        }
    }
}
