package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorContract;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.bridge.hypervisor.RecordingListener;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.operator.OperatorCreationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code qemu+tls}: a second host's QEMU, with certificates on both sides. */
@Tag("real")
class LibvirtTlsRealTest extends HypervisorContract {
    @TempDir
    static Path certificates;

    private static Optional<SecondHost> started = Optional.empty();

    private final LibvirtDriver driver = new LibvirtDriver(Clock.systemUTC(), Duration.ofMinutes(2), "tcg");

    @BeforeAll
    static void startHost() throws IOException, GeneralSecurityException, OperatorCreationException {
        TestAuthority authority = new TestAuthority("lab");
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        authority.server(certificates.resolve("server"));
        authority.client(certificates.resolve("good"), tomorrow);
        authority.client(certificates.resolve("expired"), yesterday);
        authority.authority(certificates.resolve("none"));
        new TestAuthority("stranger").client(certificates.resolve("stranger"), tomorrow);
        started = Optional.of(new SecondHost(certificates.resolve("server")));
    }

    @AfterAll
    static void endHost() {
        second().close();
    }

    private static SecondHost second() {
        return started.orElseThrow();
    }

    @Override
    protected Hypervisor open(HypervisorListener heard) {
        return open(uri("localhost", "good"), heard);
    }

    private Hypervisor open(String uri, HypervisorListener heard) {
        return driver.open(ConnectionId.of("far"), ConnectionUri.parse(uri), heard);
    }

    private static String uri(String host, String identity) {
        return "qemu+tls://" + host + ":" + second().port() + "/system?pkipath=" + certificates.resolve(identity);
    }

    @Override
    protected String domainType() {
        return "qemu";
    }

    @Test
    void it_is_another_host_than_this_one() {
        try (Hypervisor here =
                driver.open(ConnectionId.of("here"), ConnectionUri.parse("qemu:///system"), new RecordingListener())) {
            assertThat(hypervisor().hostUuid(host()))
                    .isPresent()
                    .isNotEqualTo(here.hostUuid(here.hosts().getFirst()));
        }
    }

    @Test
    void a_client_without_a_certificate_is_told_so() {
        assertRefused(uri("localhost", "none"));
    }

    @Test
    void a_clients_certificate_of_another_authority_is_refused() {
        assertRefused(uri("localhost", "stranger"));
    }

    @Test
    void a_clients_certificate_that_has_expired_is_refused() {
        assertRefused(uri("localhost", "expired"));
    }

    @Test
    void a_server_whose_certificate_names_another_host_is_not_trusted() {
        assertRefused(uri("127.0.0.1", "good"));
    }

    private void assertRefused(String uri) {
        assertProblem(
                ErrorCode.TLS_CERTIFICATE,
                () -> open(uri, new RecordingListener()).close());
    }
}
