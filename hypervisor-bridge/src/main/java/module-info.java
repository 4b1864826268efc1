/**
 * Everything that touches a hypervisor, a disk, a network or a clock. Start reading at {@link dev.muster.bridge.Bridge},
 * the composition root; {@link dev.muster.bridge.hypervisor.Hypervisor} is what the features need of a hypervisor.
 */
@org.jspecify.annotations.NullMarked
module dev.muster.bridge {
    requires transitive dev.muster.model;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;
    requires com.fasterxml.jackson.annotation;
    requires com.github.librepdf.openpdf;
    requires de.siegmar.fastcsv;
    requires flyway.core;
    requires io.helidon.common.socket;
    requires io.helidon.common.tls;
    requires io.helidon.http;
    requires io.helidon.webserver;
    requires io.leangen.geantyref;
    requires java.desktop;
    requires java.net.http;
    requires java.sql;
    requires com.sun.jna;
    requires info.picocli;
    requires java.xml;
    requires net.sf.jasperreports.fonts;
    requires org.jdbi.v3.core;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires jdk.net;
    requires jdk.unsupported;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;

    exports dev.muster.bridge.cli;
    exports dev.muster.bridge.json;
    exports dev.muster.bridge.message;
    exports dev.muster.bridge.open;
    exports dev.muster.bridge.remote.client;

    opens dev.muster.bridge.cli.bench to
            info.picocli,
            tools.jackson.databind;
    opens dev.muster.bridge to
            tools.jackson.databind;
    opens dev.muster.bridge.group to
            tools.jackson.databind;
    opens dev.muster.bridge.hypervisor.libvirt to
            tools.jackson.databind;
    opens dev.muster.bridge.job to
            tools.jackson.databind;
    opens dev.muster.bridge.remote.server to
            tools.jackson.databind;
    opens dev.muster.bridge.storage to
            tools.jackson.databind;
    opens dev.muster.bridge.vm to
            tools.jackson.databind;
    opens dev.muster.bridge.backup to
            tools.jackson.databind;
    opens dev.muster.bridge.cluster to
            tools.jackson.databind;
    opens dev.muster.bridge.inventory to
            tools.jackson.databind;
    opens dev.muster.bridge.recovery.net to
            tools.jackson.databind;
    opens dev.muster.bridge.recovery.run to
            tools.jackson.databind;
    opens dev.muster.bridge.report to
            tools.jackson.databind;
    opens dev.muster.bridge.schedule to
            tools.jackson.databind;
    opens dev.muster.bridge.remote.client to
            tools.jackson.databind;
    opens dev.muster.bridge.remote.api to
            tools.jackson.databind;
    opens dev.muster.bridge.hypervisor.simulated to
            tools.jackson.databind;
    opens dev.muster.bridge.json to
            tools.jackson.databind;
    opens dev.muster.bridge.cli to
            info.picocli;
}
