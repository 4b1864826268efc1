package dev.muster.app.backup;

import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.backup.RestoreCommand.Macs;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a restore will do, in sentences: what is made, what is replaced, how large it is, and what stays as it is. */
final class RestoreReview {
    /**
     * One sentence.
     *
     * @param danger whether something is lost by it, or may go wrong
     */
    record Sentence(String text, boolean danger) {}

    private final Texts texts;
    private final BackupWords words;
    private final RestoreViewModel model;
    private final List<Sentence> sentences = new ArrayList<>();

    RestoreReview(Texts texts, RestoreViewModel model) {
        this.texts = texts;
        this.words = new BackupWords(texts);
        this.model = model;
    }

    List<Sentence> sentences() {
        model.poolProperty().get().ifPresent(this::fill);
        return List.copyOf(sentences);
    }

    private void fill(Pool pool) {
        String captured = words.captured(model.point());
        String vm = model.point().manifest().name();
        String host = pool.id().host().text();
        String name = model.nameProperty().get().strip();
        List<DiskContent> disks = model.point().manifest().disks();
        switch (model.kindProperty().get()) {
            case NEW -> {
                say("backup.review.new", name, host, vm, captured);
                consistency();
                size(pool, disks);
                macs();
                started("backup.review.start", "backup.review.nostart");
                beside();
            }
            case IN_PLACE -> {
                say("backup.review.in-place", vm, host, captured);
                consistency();
                size(pool, disks);
                lost(captured);
                started("backup.review.start", "backup.review.nostart");
            }
            case DISK -> {
                model.diskProperty()
                        .get()
                        .ifPresent(disk -> say(
                                "backup.review.disk",
                                pool.name(),
                                host,
                                model.volumeProperty().get().strip(),
                                disk.target(),
                                vm,
                                captured));
                consistency();
                size(pool, model.diskProperty().get().stream().toList());
                say("backup.review.disk.attach");
            }
            case INSTANT -> {
                say("backup.review.instant", name, host, vm, captured);
                consistency();
                say(
                        "backup.review.instant.writes",
                        pool.name(),
                        words.bytes(pool.availableBytes()),
                        words.bytes(bytes(disks)));
                macs();
                say(
                        "backup.review.instant.needs",
                        model.point().id().repository().text(),
                        texts.get("backup.move"));
                beside();
            }
        }
        say("backup.review.point");
    }

    private void consistency() {
        say(model.point().manifest().consistency() == Consistency.OFF ? "backup.review.off" : "backup.review.crash");
    }

    private void size(Pool pool, List<DiskContent> disks) {
        long bytes = bytes(disks);
        say(
                RestorePlaces.isDirectory(pool) ? "backup.review.size.thin" : "backup.review.size.whole",
                pool.name(),
                disks.stream()
                        .map(disk -> disk.target() + " " + words.bytes(disk.size()))
                        .collect(Collectors.joining(", ")),
                disks.size(),
                words.bytes(bytes),
                words.bytes(pool.availableBytes()));
        if (pool.availableBytes() < bytes) {
            warn("backup.review.size.short", pool.name());
        }
    }

    private static long bytes(List<DiskContent> disks) {
        return disks.stream().mapToLong(DiskContent::size).sum();
    }

    private void macs() {
        sentences.add(new Sentence(
                texts.get(model.macsProperty().get() == Macs.NEW ? "backup.review.macs.new" : "backup.review.macs.kept")
                        + " " + model.macsMeaning(),
                model.macsProperty().get() == Macs.KEPT && model.vm().isPresent()));
    }

    private void started(String key, String otherwise) {
        say(model.startProperty().get() ? key : otherwise);
    }

    private void beside() {
        if (model.vm().isPresent()) {
            say("backup.review.beside", model.point().manifest().name());
        } else {
            say("backup.review.nothing");
        }
    }

    private void lost(String captured) {
        String disks = model.vm().stream()
                .map(Vm::disks)
                .flatMap(List::stream)
                .filter(disk -> disk.device().equals("disk") && !disk.readOnly())
                .map(disk -> disk.target() + " (" + disk.source() + ")")
                .collect(Collectors.joining(", "));
        warn("backup.review.replaced", disks);
        warn("backup.review.lost", captured);
    }

    private void say(String key, Object... values) {
        sentences.add(new Sentence(texts.get(key, values), false));
    }

    private void warn(String key, Object... values) {
        sentences.add(new Sentence(texts.get(key, values), true));
    }
}
