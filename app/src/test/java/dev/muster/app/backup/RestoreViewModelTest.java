package dev.muster.app.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ask.Submission;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.platform.UiThread;
import dev.muster.app.shots.SampleBridge;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.backup.RestoreCommand.Macs;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange.VmPut;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.VmQuery;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RestoreViewModelTest {
    private static final HostId H1 = new HostId("h1");
    private static final PoolId DEFAULT = new PoolId(H1, new UUID(8, 0));
    /** It runs. */
    private static final VmId WEB = new VmId(H1, new UUID(1, 0));
    /** It is off. */
    private static final VmId DB = new VmId(H1, new UUID(1, 9));

    private static final Problem WRONG =
            Problem.of(ErrorCode.VM_STATE, "It has snapshots.", "Nothing was changed.", "Delete them first.");

    private final Texts texts = new Texts(Locale.ENGLISH);
    private final FakeAsks asks = new FakeAsks();
    private final LiveInventory inventory = new LiveInventory(new AtOnce());
    private final InventoryImage image = new SampleBridge().inventory();

    @Test
    void a_new_vm_is_proposed_beside_the_one_that_is_there_with_addresses_of_its_own() {
        RestoreViewModel model = of(WEB.uuid());
        assertThat(model.nameProperty().get()).isEqualTo("web-10-restored");
        assertThat(model.macsProperty().get()).isEqualTo(Macs.NEW);
        assertThat(model.macsMeaning()).contains("web-10 is still there");
        model.submit();
        assertThat(sent())
                .isEqualTo(new RestoreCommand.RestoreAsNew(
                        model.point().id(), DEFAULT, "web-10-restored", Macs.NEW, false));
    }

    @Test
    void a_vm_that_is_gone_comes_back_with_its_name_and_its_addresses() {
        RestoreViewModel model = of(new UUID(9, 1));
        assertThat(model.nameProperty().get()).isEqualTo("legacy-erp");
        assertThat(model.macsProperty().get()).isEqualTo(Macs.KEPT);
        assertThat(model.poolProperty().get().map(pool -> pool.id().host().text()))
                .contains("h2");
        assertThat(refusal(model, RestoreKind.IN_PLACE)).get().asString().contains("no longer in the inventory");
        assertThat(words(model)).contains("Nothing is replaced or deleted.").contains("legacy-erp, which is gone");
    }

    @Test
    void a_name_is_judged_while_it_is_typed() {
        RestoreViewModel model = of(WEB.uuid());
        model.nameProperty().set("mail-13");
        assertThat(model.problemProperty().get()).isEqualTo("h1 has a VM “mail-13” already. Choose another name.");
        assertThat(model.command()).isEmpty();
        model.nameProperty().set("a/b");
        assertThat(model.problemProperty().get()).contains("255");
        model.nameProperty().set("web-20-test");
        assertThat(model.problemProperty().get()).isEmpty();
    }

    @Test
    void a_typed_name_stays_and_a_proposed_one_follows_the_host() {
        RestoreViewModel model = of(new UUID(9, 1));
        Pool one = pool();
        model.poolProperty().set(Optional.of(one));
        assertThat(model.nameProperty().get()).isEqualTo("legacy-erp");
        model.nameProperty().set("mine");
        model.kindProperty().set(RestoreKind.INSTANT);
        assertThat(model.nameProperty().get()).isEqualTo("mine");
        assertThat(model.poolProperty().get()).contains(one);
    }

    @Test
    void in_place_is_refused_while_the_vm_runs_and_possible_as_soon_as_it_is_off() {
        RestoreViewModel model = of(WEB.uuid());
        assertThat(refusal(model, RestoreKind.IN_PLACE))
                .contains("web-10 is running, so its disks cannot be replaced. Shut it down first.");
        model.kindProperty().set(RestoreKind.IN_PLACE);
        assertThat(model.command()).isEmpty();
        Vm web = image.vm(WEB).orElseThrow();
        inventory.replace(image.with(new VmPut(web.in(VmState.OFF, "", Optional.empty()))));
        assertThat(model.problemProperty().get()).isEmpty();
        model.startProperty().set(true);
        model.submit();
        assertThat(sent())
                .isEqualTo(new RestoreCommand.RestoreInPlace(model.point().id(), WEB, DEFAULT, true));
    }

    @Test
    void in_place_says_which_disks_are_deleted_and_wants_the_name_typed() {
        RestoreViewModel model = of(DB.uuid());
        model.kindProperty().set(RestoreKind.IN_PLACE);
        assertThat(model.review())
                .filteredOn(RestoreReview.Sentence::danger)
                .extracting(RestoreReview.Sentence::text)
                .anyMatch(text -> text.contains("vda (/var/lib/libvirt/images/db-19.qcow2)")
                        && text.contains("until the restored ones were checked, then deleted"))
                .anyMatch(text -> text.startsWith("All that was written to them since"));
        assertThat(model.confirmation().orElseThrow().toType()).isEqualTo("db-19");
        model.kindProperty().set(RestoreKind.NEW);
        assertThat(model.confirmation()).isEmpty();
    }

    @Test
    void one_disk_becomes_a_volume_with_a_free_name() {
        RestoreViewModel model = of(WEB.uuid());
        model.kindProperty().set(RestoreKind.DISK);
        model.diskProperty().set(Optional.of(model.point().manifest().disks().getLast()));
        assertThat(model.volumeProperty().get()).isEqualTo("web-10-vdb.qcow2");
        model.submit();
        assertThat(sent())
                .isEqualTo(new RestoreCommand.RestoreDisk(model.point().id(), "vdb", DEFAULT, "web-10-vdb.qcow2"));
        model = of(WEB.uuid());
        model.kindProperty().set(RestoreKind.DISK);
        model.volumeProperty().set("web-10.qcow2");
        assertThat(model.problemProperty().get()).contains("has a volume “web-10.qcow2” already");
    }

    @Test
    void at_once_offers_only_pools_that_are_directories_and_says_what_it_needs() {
        Pool pool = pool();
        inventory.replace(image);
        assertThat(of(WEB.uuid()).places().pools(RestoreKind.INSTANT)).contains(pool);
        assertThat(RestorePlaces.isDirectory(of(pool, "logical"))).isFalse();
        RestoreViewModel model = of(WEB.uuid());
        model.kindProperty().set(RestoreKind.INSTANT);
        assertThat(words(model)).contains("It needs the repository nightly until it is moved.", "nothing is copied");
        model.submit();
        assertThat(sent())
                .isEqualTo(
                        new RestoreCommand.RestoreInstantly(model.point().id(), DEFAULT, "web-10-restored", Macs.NEW));
    }

    @Test
    void the_review_says_how_large_it_is_what_stays_and_that_the_point_is_never_written() {
        RestoreViewModel model = of(WEB.uuid());
        assertThat(words(model))
                .contains(
                        "2 disks (vda 80 GiB, vdb 200 GiB), 280 GiB at most",
                        "332 GiB are free",
                        "web-10 goes on as it is. Nothing is replaced or deleted.",
                        "the VM stays off",
                        "Nothing is written into the restore point.");
        model.macsProperty().set(Macs.KEPT);
        assertThat(words(model)).contains("Never run both in the same network.");
    }

    @Test
    void a_refusal_is_kept_until_something_is_changed() {
        RestoreViewModel model = of(WEB.uuid());
        asks.refusal = Optional.of(WRONG);
        model.submit();
        assertThat(model.submission().stateProperty().get()).isEqualTo(new Submission.State.Refused(WRONG));
        inventory.replace(image.with(new VmPut(image.vm(DB).orElseThrow())));
        assertThat(model.submission().stateProperty().get()).isEqualTo(new Submission.State.Refused(WRONG));
        model.nameProperty().set("another");
        assertThat(model.submission().stateProperty().get()).isEqualTo(new Submission.State.Editing());
        asks.refusal = Optional.empty();
        model.submit();
        assertThat(model.submission().stateProperty().get()).isEqualTo(new Submission.State.Accepted());
        model.submit();
        assertThat(asks.submitted).hasSize(2);
    }

    @Test
    void a_vm_is_moved_out_where_its_disks_lie_upon_a_point() {
        inventory.replace(image);
        asks.answer = Optional.of(new VmQuery.DomainXml("""
                <domain><devices><disk type='file'><target dev='vda'/><backingStore type='file'>
                <source file='/srv/backups/nightly/vms/x/disks/vda.qcow2'/><backingStore/></backingStore></disk>
                <disk type='file'><target dev='vdb'/><backingStore/></disk></devices></domain>""", ""));
        MoveOutViewModel moving = move(WEB);
        assertThat(moving.review()).anyMatch(text -> text.endsWith("these disks are moved: vda."));
        moving.submit();
        assertThat(sent()).isEqualTo(new RestoreCommand.MoveOut(WEB, DEFAULT));
    }

    @Test
    void a_vm_that_runs_from_no_point_is_not_moved_and_one_that_is_off_is_judged_by_the_bridge() {
        inventory.replace(image);
        asks.answer = Optional.of(new VmQuery.DomainXml("<domain><devices/></domain>", ""));
        assertThat(move(WEB).canMove()).isFalse();
        assertThat(move(WEB).problem()).startsWith("web-10 runs from no restore point");
        assertThat(move(DB).canMove()).isTrue();
    }

    private RestoreViewModel of(UUID vm) {
        inventory.replace(image);
        Point newest = SampleBackups.points(Optional.of(vm)).points().getFirst();
        return new RestoreViewModel(texts, inventory, newest, new Submission(asks, job -> {}));
    }

    private MoveOutViewModel move(VmId vm) {
        return new MoveOutViewModel(
                texts, asks, inventory, image.vm(vm).orElseThrow(), new Submission(asks, job -> {}));
    }

    private Optional<String> refusal(RestoreViewModel model, RestoreKind kind) {
        return model.places().refusal(kind, texts);
    }

    private Pool pool() {
        return Objects.requireNonNull(image.pools().get(DEFAULT));
    }

    private Command sent() {
        return asks.submitted.getLast();
    }

    private static String words(RestoreViewModel model) {
        return String.join(
                "\n", model.review().stream().map(RestoreReview.Sentence::text).toList());
    }

    private static Pool of(Pool pool, String type) {
        return new Pool(
                pool.id(),
                pool.name(),
                true,
                true,
                true,
                type,
                pool.path(),
                pool.capacityBytes(),
                pool.allocatedBytes(),
                pool.availableBytes(),
                "");
    }

    /** Runs everything at once, where it is. */
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
            return CompletableFuture.failedFuture(new UnsupportedOperationException());
        }
    }
}
