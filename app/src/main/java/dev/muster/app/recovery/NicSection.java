package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanNic;
import dev.muster.model.recovery.RecoveryNetwork;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the NICs of a machine are plugged into. */
record NicSection(DetailContext context) implements MachineSection {
    @Override
    public void fill(DetailForm form, PlanMachine machine) {
        form.caption("recovery.nics");
        List<String> networks = context.model().spec().networks().stream()
                .map(RecoveryNetwork::name)
                .toList();
        if (networks.isEmpty() && machine.nics().isEmpty()) {
            form.text(context.texts().get("recovery.nics.none"), "text-muted");
            return;
        }
        new EntryRows<PlanNic>(
                        new Kind(context, machine.key(), networks),
                        form,
                        change -> context.change(machine, one -> one.withNics(change.apply(one.nics()))),
                        context.again())
                .fill(machine.nics());
    }

    /** The fields of a NIC. */
    private record Kind(DetailContext context, String machine, List<String> networks) implements EntryKind<PlanNic> {
        private static final int MOST = 64;

        @Override
        public String id() {
            return "plan-nics";
        }

        @Override
        public String path() {
            return "nics";
        }

        @Override
        public String addKey() {
            return "recovery.nics.add";
        }

        @Override
        public boolean isOrdered() {
            return false;
        }

        @Override
        public String text(PlanNic nic) {
            return context.texts().get("recovery.nic", nic.nic(), nic.network())
                    + nic.address().map(one -> " " + one).orElse("");
        }

        @Override
        public PlanNic fresh() {
            int number = context.model().spec().item(machine).stream()
                    .flatMap(item -> item instanceof PlanMachine one ? one.nics().stream() : Stream.empty())
                    .mapToInt(PlanNic::nic)
                    .max()
                    .orElse(0);
            return new PlanNic(number + 1, networks.isEmpty() ? "" : networks.getFirst(), Optional.empty());
        }

        @Override
        public void fields(DetailForm form, Spot at, PlanNic nic, Change<PlanNic> change) {
            form.choice(
                    at.field("recovery.field.network", "network"),
                    Stream.concat(Stream.of(nic.network()), networks.stream())
                            .distinct()
                            .toList(),
                    nic.network(),
                    one -> one,
                    one -> change.to(now -> new PlanNic(now.nic(), one, now.address())));
            form.entry(
                    at.field("recovery.field.nic", "nic"),
                    "" + nic.nic(),
                    form.read().number(1, MOST),
                    number -> change.to(now -> new PlanNic(number, now.network(), now.address())));
            form.entry(
                            at.field("recovery.field.fixed-address", "address"),
                            nic.address().orElse(""),
                            FieldReader.orNone(form.read()::text),
                            address -> change.to(now -> new PlanNic(now.nic(), now.network(), address)))
                    .setPromptText(context.texts().get("recovery.nic.dhcp"));
        }
    }
}
