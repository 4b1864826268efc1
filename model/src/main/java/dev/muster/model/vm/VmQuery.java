package dev.muster.model.vm;

import dev.muster.model.command.Query;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import java.util.List;

/** What can be asked about a VM that is not in the inventory. */
public sealed interface VmQuery<R extends Record> extends Query<R> {
    /**
     * The VM's domain XML.
     *
     * @param vm which one
     * @param live as it runs, rather than as it will start next
     */
    record Xml(VmId vm, boolean live) implements VmQuery<DomainXml> {
        @Override
        public Class<DomainXml> answer() {
            return DomainXml.class;
        }
    }

    /** The VM's hardware, as it runs and as it starts next. */
    record HardwareOf(VmId vm) implements VmQuery<Hardware> {
        @Override
        public Class<Hardware> answer() {
            return Hardware.class;
        }
    }

    /**
     * What would come of changes of hardware, and when; nothing is changed.
     *
     * @param vm which one
     * @param changes what
     */
    record ReviewHardware(VmId vm, List<HardwareChange> changes) implements VmQuery<HardwarePlan> {
        public ReviewHardware {
            changes = List.copyOf(changes);
        }

        @Override
        public Class<HardwarePlan> answer() {
            return HardwarePlan.class;
        }
    }

    /**
     * Whether a definition would be accepted in the place of the VM's own, and what would differ; nothing is changed.
     *
     * @param vm which one
     * @param xml the domain XML
     */
    record ReviewXml(VmId vm, String xml) implements VmQuery<XmlReview> {
        @Override
        public Class<XmlReview> answer() {
            return XmlReview.class;
        }
    }

    /**
     * The domain XML a VM would be made with, without making it; what is made up for each VM is only an example.
     *
     * @param host where
     * @param spec what
     */
    record Preview(HostId host, VmSpec spec) implements VmQuery<DomainXml> {
        @Override
        public Class<DomainXml> answer() {
            return DomainXml.class;
        }
    }

    /** The systems the bridge knows from the libosinfo database of its machine, newest first. */
    record Systems() implements VmQuery<SystemList> {
        @Override
        public Class<SystemList> answer() {
            return SystemList.class;
        }
    }

    /**
     * Systems a VM can run.
     *
     * @param from where they were read; empty where the machine has no such database
     */
    record SystemList(String from, List<GuestSystem> systems) {
        public SystemList {
            systems = List.copyOf(systems);
        }
    }

    /** Every file that can go with the VM. */
    record Deletion(VmId vm) implements VmQuery<DeletionPlan> {
        @Override
        public Class<DeletionPlan> answer() {
            return DeletionPlan.class;
        }
    }

    /**
     * What the VM said on its first serial line since it was last started.
     *
     * @param vm which one
     * @param offset only what came after so many bytes
     */
    record SerialOutput(VmId vm, long offset) implements VmQuery<SerialText> {
        @Override
        public Class<SerialText> answer() {
            return SerialText.class;
        }
    }

    /**
     * What cloning the VM would do.
     *
     * @param vm which one
     * @param name what the clone is to be called; empty to have a free name proposed
     */
    record Cloning(VmId vm, String name) implements VmQuery<ClonePlan> {
        @Override
        public Class<ClonePlan> answer() {
            return ClonePlan.class;
        }
    }

    /**
     * Whether the VM can be migrated, and why not.
     *
     * @param vm which one
     * @param to where to
     */
    record Migrating(VmId vm, HostId to) implements VmQuery<MigrationPlan> {
        @Override
        public Class<MigrationPlan> answer() {
            return MigrationPlan.class;
        }
    }

    /**
     * A domain's XML.
     *
     * @param xml the document
     * @param definition its digest, to be given with an edit
     */
    record DomainXml(String xml, String definition) {}

    /**
     * Part of what a VM said.
     *
     * @param text decoded as UTF-8, at most 256 KiB
     * @param next the offset to ask from next time
     */
    record SerialText(String text, long next) {}
}
