package dev.muster.app.group;

import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.model.group.Fence;
import dev.muster.model.group.GroupCommand.RestoreMode;
import dev.muster.model.group.GroupSet;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a restore of a set will do: member by member, and to all of them. */
final class RestoreSetReview {
    /**
     * One member.
     *
     * @param name its name then
     * @param becomes the name of the VM it comes to be
     * @param host where that is
     * @param pool where its disks are put
     * @param old what happens to the VM there is
     * @param danger whether something of that is lost
     */
    record Line(String name, String becomes, String host, String pool, String old, boolean danger) {}

    /**
     * One sentence about all of them.
     *
     * @param danger whether something is lost by it
     */
    record Sentence(String text, boolean danger) {}

    private final Texts texts;
    private final RestoreSetViewModel model;

    RestoreSetReview(Texts texts, RestoreSetViewModel model) {
        this.texts = texts;
        this.model = model;
    }

    List<Line> lines() {
        return model.set().set().members().stream().map(this::line).toList();
    }

    private Line line(GroupSet.Member member) {
        Optional<Vm> now = model.now(member);
        boolean danger = model.modeProperty().get() == RestoreMode.IN_PLACE && now.isPresent();
        return new Line(
                member.name(),
                model.name(member),
                model.target(member).map(HostId::text).orElse(""),
                model.poolProperty(member.vm().host())
                        .get()
                        .map(pool -> pool.name())
                        .orElse(""),
                now.map(this::old).orElseGet(() -> texts.get("group.review.old.gone")),
                danger);
    }

    private String old(Vm vm) {
        return switch (model.modeProperty().get()) {
            case BESIDE -> texts.get("group.review.old.stays");
            case REPLACE -> texts.get("group.review.old.fenced", Fence.fenced(vm.name()));
            case IN_PLACE -> texts.get("group.review.old.lost");
        };
    }

    List<Sentence> sentences() {
        List<Sentence> all = new ArrayList<>();
        String captured = Times.full(model.set().set().captured(), texts.locale());
        int count = model.set().set().members().size();
        switch (model.modeProperty().get()) {
            case BESIDE -> {
                all.add(new Sentence(texts.get("group.review.beside", count, captured), false));
                all.add(new Sentence(texts.get("group.review.beside.macs"), false));
            }
            case REPLACE -> {
                all.add(new Sentence(texts.get("group.review.replace", count, captured), false));
                all.add(new Sentence(texts.get("group.review.replace.fence"), true));
            }
            case IN_PLACE -> {
                all.add(new Sentence(texts.get("group.review.in-place", count, captured), false));
                all.add(new Sentence(texts.get("group.review.in-place.lost", captured), true));
            }
        }
        all.add(new Sentence(
                texts.get(model.startProperty().get() ? "group.review.start" : "group.review.nostart"), false));
        return all;
    }
}
