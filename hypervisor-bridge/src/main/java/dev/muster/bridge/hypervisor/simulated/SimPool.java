package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.xml.XmlElement;
import java.util.UUID;

/**
 * One pool; its volumes are the files in its directory.
 *
 * @param pool as it is told, without its sizes
 * @param xml its definition, verbatim; empty where nobody wrote one
 */
record SimPool(Pool pool, String xml) {
    private static final long CAPACITY = 4L << 40;

    static Pool read(HostId host, UUID uuid, XmlElement root) {
        String type = root.attribute("type");
        String path = root.textOf("target", "path");
        if (type.isEmpty() || (type.equals("dir") && !path.startsWith("/"))) {
            throw Problems.invalid(ErrorCode.XML_INVALID, "The <pool> has no type or no absolute <target><path>.");
        }
        return new Pool(
                new PoolId(host, uuid),
                Xml.name(root),
                false,
                true,
                false,
                type,
                path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
                0,
                0,
                0,
                "");
    }

    SimPool up(boolean active) {
        return new SimPool(copy(pool, active, pool.autostart(), 0), xml);
    }

    SimPool autostart(boolean wanted) {
        return new SimPool(copy(pool, pool.active(), wanted, 0), xml);
    }

    /** Defined anew; what is up stays up. */
    SimPool redefined(Pool defined, String newXml) {
        return new SimPool(copy(defined, pool.active(), pool.autostart(), 0), newXml);
    }

    /** As it is told while its volumes take so many bytes. */
    Pool told(long allocated) {
        return copy(pool, pool.active(), pool.autostart(), allocated);
    }

    String definition() {
        return xml.isEmpty()
                ? "<pool type='" + pool.type() + "'><name>" + pool.name() + "</name><uuid>"
                        + pool.id().uuid() + "</uuid><target><path>" + pool.path() + "</path></target></pool>"
                : xml;
    }

    private static Pool copy(Pool of, boolean active, boolean autostart, long allocated) {
        return new Pool(
                of.id(),
                of.name(),
                active,
                of.persistent(),
                autostart,
                of.type(),
                of.path(),
                active ? CAPACITY : 0,
                active ? allocated : 0,
                active ? Math.max(0, CAPACITY - allocated) : 0,
                "");
    }
}
