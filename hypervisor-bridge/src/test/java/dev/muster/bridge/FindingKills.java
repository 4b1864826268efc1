package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.command.Command;
import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingChange;
import dev.muster.model.finding.FindingCommand;
import dev.muster.model.finding.FindingSeverity;
import dev.muster.model.finding.FindingStatus;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunQuery;
import java.util.Collection;
import java.util.Optional;

/** Jobs on findings of a test that went well. */
enum FindingKills implements KillScene {
    RAISE("finding.raise") {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return raise(tested(bridge));
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(findings(bridge))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.title()).isEqualTo("slow"));
        }
    },
    SET("finding.set") {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(raise(tested(bridge)));
            return new FindingCommand.Set(
                    findings(bridge).iterator().next().id(),
                    new FindingChange(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("Ben"),
                            Optional.empty(),
                            false,
                            Optional.of(FindingStatus.ACCEPTED),
                            Optional.empty(),
                            Optional.of("it is fast enough")));
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(findings(bridge)).singleElement().satisfies(finding -> {
                assertThat(finding.owner()).isEqualTo("Ben");
                assertThat(finding.status()).isEqualTo(FindingStatus.ACCEPTED);
            });
        }
    },
    ASSESS("finding.assess") {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new FindingCommand.Assess(tested(bridge));
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(findings(bridge)).as("it went well").isEmpty();
        }
    };

    private static final PlanId SHOP = PlanId.of("shop");

    private final String kind;

    FindingKills(String kind) {
        this.kind = kind;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public int steps() {
        return 1;
    }

    @Override
    public boolean isUsual() {
        return false;
    }

    private static JobId tested(RealBridge bridge) throws Exception {
        RecoveryKills.plan(bridge);
        bridge.done(new RecoveryCommand.Test(SHOP, 0, false));
        return bridge.bridge().ask(new RunQuery.Runs(SHOP, 1)).runs().getFirst().job();
    }

    private static Command raise(JobId run) {
        return new FindingCommand.Raise(run, "slow", FindingSeverity.LOW, "", "", Optional.empty());
    }

    private static Collection<Finding> findings(RealBridge bridge) {
        return bridge.bridge().inventory().objects(Finding.class).values();
    }
}
