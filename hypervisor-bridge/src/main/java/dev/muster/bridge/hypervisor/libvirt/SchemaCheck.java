package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.VmOperations.Verdict;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Has libvirt check a domain XML against its own schema (its {@code domain.rng}) where nothing can come of it: in a world of
 * its test driver that is made for the purpose, in this process, and thrown away. libvirt looks at the schema before all
 * else, so what that world cannot run has passed.
 */
final class SchemaCheck {
    private static final int VALIDATE = 1;

    Verdict check(Connection connection, String xml) {
        try {
            return connection.call(Subject.VM, "schema", _ -> inEmptyWorld(xml));
        } catch (MusterException e) {
            // no world to check it in
            return new Verdict(false, Optional.empty());
        }
    }

    private static Verdict inEmptyWorld(String xml) {
        try {
            Path world = Files.createTempFile("muster-empty", ".xml");
            try {
                Files.writeString(world, "<node/>");
                return in("test://" + world.toAbsolutePath(), xml);
            } finally {
                Files.delete(world);
            }
        } catch (IOException e) {
            return new Verdict(false, Optional.empty());
        }
    }

    private static Verdict in(String uri, String xml) {
        Pointer world = Handle.require(Virt.virConnectOpen(uri));
        try {
            Pointer domain = Virt.virDomainDefineXMLFlags(world, xml, VALIDATE);
            if (domain != null) {
                Handle.domain(domain).close();
                return new Verdict(true, Optional.empty());
            }
            return verdict(LibvirtError.last());
        } finally {
            // what it was opened for is done, whatever closing says
            var _ = Virt.virConnectClose(world);
        }
    }

    private static Verdict verdict(LibvirtError error) {
        return switch (error.code()) {
            case LibvirtError.XML_INVALID_SCHEMA, LibvirtError.XML_ERROR, LibvirtError.XML_DETAIL ->
                new Verdict(
                        true,
                        Optional.of(Problem.of(
                                        ErrorCode.XML_INVALID,
                                        "libvirt's schema does not allow it: "
                                                + error.message()
                                                        .lines()
                                                        .reduce((_, last) -> last)
                                                        .orElse(""),
                                        "The VM was not changed.",
                                        "Correct the XML and check it again.")
                                .withDetails(error.message())));
            // it cannot be run there, which says that its form is right
            case LibvirtError.INVALID_ARG,
                    LibvirtError.OS_TYPE,
                    LibvirtError.CONFIG_UNSUPPORTED,
                    LibvirtError.ARGUMENT_UNSUPPORTED,
                    LibvirtError.OPERATION_UNSUPPORTED -> new Verdict(true, Optional.empty());
            default -> new Verdict(false, Optional.empty());
        };
    }
}
