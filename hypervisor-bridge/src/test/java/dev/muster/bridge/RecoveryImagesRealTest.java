package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.DiskImage;
import dev.muster.model.backup.ImportedMachine;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.HardwareOverride;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Place;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.vm.Firmware;
import dev.muster.model.vm.FirmwareKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Images of physical machines come up by a plan, with the firmware and the drivers' models that were chosen. */
@Tag("real")
class RecoveryImagesRealTest extends RecoveryScene {
    private static final String SAYS = "image of a physical machine";
    /** 16-bit code that hands what follows it to the first serial port, byte by byte, and stands still. */
    private static final String BOOT = "31c08ed8be1a7cac84c07406baf803eeebf5f4ebfd";

    private static final int TEXT_AT = 0x1a;
    private static final int MARK_AT = 510;
    private static final short MARK = 0x55aa;

    @Override
    List<String> names() {
        return List.of();
    }

    @Override
    void machines() {}

    /** What a disk of a machine with a BIOS begins with. */
    private Path biosDisk() throws Exception {
        ByteBuffer sector = ByteBuffer.allocate(512);
        sector.put(0, HexFormat.of().parseHex(BOOT))
                .put(TEXT_AT, (SAYS + "\r\n").getBytes(StandardCharsets.US_ASCII))
                .putShort(MARK_AT, MARK);
        Path raw = Files.write(directory.resolve("bios.raw"), sector.array());
        must("qemu-img", "resize", "-q", "-f", "raw", raw.toString(), "64M");
        return raw;
    }

    /** A disk with a file system that the firmware reads and runs a script of. */
    private Path uefiDisk() throws Exception {
        Path files = Files.createDirectory(directory.resolve("esp"));
        Files.writeString(files.resolve("startup.nsh"), "echo " + SAYS + "\r\n");
        Path raw = directory.resolve("uefi.raw");
        must("qemu-img", "convert", "-f", "vvfat", "-O", "raw", "fat:16:" + files + "/", raw.toString());
        return raw;
    }

    private Path converted(Path raw, DiskImage.Format format) throws Exception {
        Path image = directory.resolve(raw.getFileName() + "." + format.word());
        must("qemu-img", "convert", "-f", "raw", "-O", format.word(), raw.toString(), image.toString());
        return image;
    }

    private static void must(String... line) throws Exception {
        assertThat(new ProcessBuilder(line).inheritIO().start().waitFor()).isZero();
    }

    private PlanMachine imported(String name, Path image, DiskImage.Format format, HardwareOverride hardware) {
        bridge.done(new BackupCommand.ImportImage(
                NIGHTLY,
                new ImportedMachine(name, 1, 128L << 20, Firmware.USUAL, List.of("prod")),
                List.of(new DiskImage(image.toString(), format))));
        UUID uuid = bridge.bridge().ask(new BackupQuery.Points(Optional.empty())).points().stream()
                .filter(point -> point.manifest().name().equals(name))
                .findFirst()
                .orElseThrow()
                .manifest()
                .vm();
        return PlanMachine.of(name, new MachineSource.OfImage(uuid, name))
                .withPlace(new Place(Optional.empty(), Optional.of(pool())))
                .withHardware(hardware)
                .withReadiness(new Readiness(List.of(new Gate.SerialText(SAYS)), Duration.ofSeconds(90)));
    }

    @Test
    void images_of_physical_machines_boot_with_the_firmware_and_the_models_that_were_chosen() throws Exception {
        Path bios = biosDisk();
        HardwareOverride none = HardwareOverride.NONE;
        HardwareOverride old = none.withDiskBus(Optional.of("sata")).withNicModel(Optional.of("e1000e"));
        HardwareOverride efi = none.withFirmware(Optional.of(FirmwareKind.UEFI))
                .withDiskBus(Optional.of("sata"))
                .withMemoryMib(Optional.of(192L));
        save(plan(tier(
                "images",
                imported("raw", bios, DiskImage.Format.RAW, none),
                imported("vmware", converted(bios, DiskImage.Format.VMDK), DiskImage.Format.VMDK, old),
                imported("hyperv", converted(uefiDisk(), DiskImage.Format.VHDX), DiskImage.Format.VHDX, efi),
                imported(
                        "qemu",
                        converted(bios, DiskImage.Format.QCOW2),
                        DiskImage.Format.QCOW2,
                        none.withDiskBus(Optional.of("scsi")).withVcpus(Optional.of(2))))));
        JobId id = begin(true);
        awaitAsking(id);
        assertThat(definition("raw")).contains("bus='virtio'").doesNotContain("firmware='efi'", "pflash");
        assertThat(definition("vmware"))
                .contains("bus='sata'", "<model type='e1000e'/>")
                .doesNotContain("bus='virtio'");
        assertThat(definition("hyperv")).contains("pflash", "bus='sata'", "<memory unit='KiB'>" + (192 << 10));
        assertThat(definition("qemu")).contains("bus='scsi'", ">2</vcpu>");
        for (String key : List.of("raw", "vmware", "hyperv", "qemu")) {
            assertThat(said(key)).as(key).contains(SAYS);
        }
        bridge.bridge().submit(new JobCommand.Answer(id, "keep", "remove", ""));
        Job over = bridge.ended(id);
        assertThat(over.state()).as(() -> over.problem().toString()).isEqualTo(JobState.DONE);
        requireNothingLeft();
    }

    @Test
    void an_image_whose_guest_has_no_driver_does_not_become_ready_and_says_so() throws Exception {
        PlanMachine mute = imported("mute", blank(), DiskImage.Format.RAW, HardwareOverride.NONE)
                .withReadiness(new Readiness(List.of(new Gate.SerialText(SAYS)), Duration.ofSeconds(3)))
                .withOnFailure(new FailureRule(0, FailureRule.Then.CONTINUE));
        save(plan(tier("images", mute)));
        JobId id = begin(false);
        Job over = bridge.ended(id);
        assertThat(step(over, "item/mute").problem().orElseThrow().code()).isEqualTo(ErrorCode.GATE_NOT_MET);
        requireNothingLeft();
    }

    private Path blank() throws Exception {
        Path raw = directory.resolve("blank.raw");
        must("qemu-img", "create", "-q", "-f", "raw", raw.toString(), "8M");
        return raw;
    }

    @Test
    void room_that_is_missing_in_a_pool_is_said_with_how_much_before_anything_runs() throws Exception {
        byte[] random = new byte[24 << 20];
        new Random(19).nextBytes(random);
        Path image = Files.write(directory.resolve("full.raw"), random);
        Path small = Files.createDirectory(directory.resolve("small"));
        must("mount", "-t", "tmpfs", "-o", "size=8m", "none", small.toString());
        try {
            RealBridge.virsh("pool-create-as", "small", "dir", "--target", small.toString());
            PlanMachine full = imported("full", image, DiskImage.Format.RAW, HardwareOverride.NONE);
            save(plan(tier("images", full.withPlace(new Place(Optional.empty(), Optional.of(pool("small")))))));
            assertThatThrownBy(() -> bridge.bridge().submit(new RecoveryCommand.Recover(SHOP, 0)))
                    .isInstanceOfSatisfying(MusterException.class, e -> {
                        assertThat(e.problem().code()).isEqualTo(ErrorCode.PLAN_NOT_READY);
                        assertThat(e.problem().what())
                                .contains(
                                        "The pool small has 8 MiB free, and the machines need 24 MiB: 16 MiB are missing");
                    });
            requireNothingLeft();
        } finally {
            tidy("pool-destroy", "small");
            must("umount", small.toString());
        }
    }

    private PoolId pool(String name) {
        bridge.awaitImage(image ->
                image.pools().values().stream().anyMatch(pool -> pool.name().equals(name)));
        return bridge.bridge().inventory().pools().values().stream()
                .filter(pool -> pool.name().equals(name))
                .map(Pool::id)
                .findFirst()
                .orElseThrow();
    }

    private String definition(String key) throws Exception {
        String name = vms().stream()
                .filter(vm -> vm.toLowerCase(Locale.ROOT).startsWith(key))
                .findFirst()
                .orElseThrow();
        return String.join("\n", RealBridge.virsh("dumpxml", name));
    }
}
