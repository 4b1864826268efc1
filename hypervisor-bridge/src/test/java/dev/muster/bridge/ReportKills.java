package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.command.Command;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import dev.muster.model.report.ReportQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs on reports, with what must be there before and after each. */
enum ReportKills implements KillScene {
    MAKE("report.make", 5) {
        @Override
        public Command prepare(RealBridge bridge) {
            return inventory();
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(reports(bridge)).singleElement().satisfies(report -> {
                assertThat(report.number()).isEqualTo(1);
                assertThat(report.files()).hasSize(3);
            });
            assertThat(chain(bridge).isWhole()).isTrue();
        }
    },
    DELETE("report.delete", 1) {
        @Override
        public Command prepare(RealBridge bridge) {
            bridge.done(inventory());
            return new ReportCommand.Delete(reports(bridge).getFirst().id());
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(reports(bridge)).isEmpty();
            assertThat(chain(bridge).isWhole()).isTrue();
        }
    };

    private final String kind;
    private final int steps;

    ReportKills(String kind, int steps) {
        this.kind = kind;
        this.steps = steps;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public boolean isUsual() {
        return false;
    }

    private static Command inventory() {
        return new ReportCommand.Make(
                ReportKind.INVENTORY, "all", List.of(ReportFormat.PDF, ReportFormat.CSV), ReportLanguage.EN, Map.of());
    }

    private static List<MadeReport> reports(RealBridge bridge) {
        return bridge.bridge().ask(new ReportQuery.Recent(10)).reports();
    }

    private static ReportQuery.Chain chain(RealBridge bridge) {
        return bridge.bridge()
                .ask(new ReportQuery.Verify("0".repeat(64), 0, Optional.empty(), List.of()))
                .chain();
    }
}
