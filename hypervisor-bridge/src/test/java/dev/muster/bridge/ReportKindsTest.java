package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportId;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import dev.muster.model.report.ReportQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of report says of what is not there, and who may read it. */
class ReportKindsTest {
    private static final Principal ANNA = new Principal("anna", Role.ADMINISTRATOR, "local");
    private static final Principal OTTO = new Principal("otto", Role.OPERATOR, "local");

    @TempDir
    private Path directory = Path.of("");

    private static String page(HypervisorBridge bridge, ReportKind kind, String about, Map<String, String> filters) {
        return bridge.ask(new ReportQuery.Preview(kind, about, ReportLanguage.EN, filters))
                .html();
    }

    private static ErrorCode refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(MusterException.class, call).problem().code();
    }

    @Test
    void the_audit_is_reported_by_time_and_user_to_administrators_alone() {
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            HypervisorBridge anna = bridge.as(ANNA);
            HypervisorBridge otto = bridge.as(OTTO);
            assertThat(refusal(() -> otto.submit(new ReportCommand.Make(
                            ReportKind.AUDIT, "", List.of(ReportFormat.CSV), ReportLanguage.EN, Map.of()))))
                    .isEqualTo(ErrorCode.NOT_ALLOWED);
            assertThat(refusal(() -> page(otto, ReportKind.AUDIT, "", Map.of())))
                    .isEqualTo(ErrorCode.NOT_ALLOWED);
            assertThat(refusal(() -> otto.submit(new ReportCommand.Delete(ReportId.of("nothing")))))
                    .isEqualTo(ErrorCode.REPORT_NOT_FOUND);
            assertThat(page(anna, ReportKind.AUDIT, "", Map.of("user", "otto", "until", "2999-01-01")))
                    .contains("Intact", "report.make", "report.delete", "otto");
            assertThat(page(anna, ReportKind.AUDIT, "", Map.of("user", "emma", "since", "P7D")))
                    .doesNotContain("report.make");
            assertThat(refusal(() -> page(anna, ReportKind.AUDIT, "", Map.of("since", "yesterday"))))
                    .isEqualTo(ErrorCode.USAGE_INVALID);
        }
    }

    @Test
    void what_is_not_there_is_refused_by_its_own_code() {
        try (Bridge bridge = Bridge.open(BridgeConfig.in(directory))) {
            HypervisorBridge anna = bridge.as(ANNA);
            assertThat(refusal(() -> page(anna, ReportKind.BACKUP, "nothing", Map.of())))
                    .isEqualTo(ErrorCode.POINT_NOT_FOUND);
            assertThat(refusal(() -> page(anna, ReportKind.GROUP_CAPTURE, "vault/shop/20261130T120000Z", Map.of())))
                    .isEqualTo(ErrorCode.SET_NOT_FOUND);
            assertThat(refusal(() -> page(anna, ReportKind.CLUSTER_DEPLOYMENT, "shop", Map.of())))
                    .isEqualTo(ErrorCode.CLUSTER_NOT_FOUND);
        }
    }
}
