package dev.muster.model.vm;

import dev.muster.model.command.Query;
import dev.muster.model.inventory.VmId;

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
