/**
 * What things are in Muster: values, rules, plans. No I/O, no JavaFX, no libvirt. Start reading at
 * {@link dev.muster.model.bridge.HypervisorBridge}, the one seam between the console and the work.
 */
@org.jspecify.annotations.NullMarked
module dev.muster.model {
    requires transitive java.xml;
    requires transitive org.pcollections;
    requires static transitive org.jspecify;

    exports dev.muster.model.access;
    exports dev.muster.model.audit;
    exports dev.muster.model.bridge;
    exports dev.muster.model.backup;
    exports dev.muster.model.cluster;
    exports dev.muster.model.command;
    exports dev.muster.model.console;
    exports dev.muster.model.error;
    exports dev.muster.model.finding;
    exports dev.muster.model.group;
    exports dev.muster.model.host;
    exports dev.muster.model.inventory;
    exports dev.muster.model.job;
    exports dev.muster.model.network;
    exports dev.muster.model.recovery;
    exports dev.muster.model.report;
    exports dev.muster.model.schedule;
    exports dev.muster.model.snapshot;
    exports dev.muster.model.stats;
    exports dev.muster.model.storage;
    exports dev.muster.model.vm;
    exports dev.muster.model.xml;
}
