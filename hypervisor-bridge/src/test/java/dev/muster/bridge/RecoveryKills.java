package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.PlanFile;
import dev.muster.model.command.Command;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RecoveryQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Jobs on recovery plans, with what must be there before and after each. */
enum RecoveryKills implements KillScene {
    CREATE("recovery.create", false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            return new RecoveryCommand.Create(SHOP, spec(), "");
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(versions(bridge)).containsExactly(1L);
        }
    },
    CHANGE("recovery.set", true) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(CREATE.prepare(bridge));
            return new RecoveryCommand.Set(SHOP, spec().withHostLimit(2), 1, "");
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(versions(bridge)).containsExactly(2L, 1L);
        }
    },
    RESTORE("recovery.restore", false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(CHANGE.prepare(bridge));
            return new RecoveryCommand.Restore(SHOP, 1);
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(versions(bridge)).containsExactly(3L, 2L, 1L);
        }
    },
    DELETE("recovery.delete", false) {
        @Override
        public Command prepare(RealBridge bridge) throws Exception {
            bridge.done(CREATE.prepare(bridge));
            return new RecoveryCommand.Delete(SHOP);
        }

        @Override
        public void check(RealBridge bridge) {
            assertThat(bridge.bridge().inventory().objects(RecoveryPlan.class)).isEmpty();
        }
    };

    private static final PlanId SHOP = PlanId.of("shop");

    private final String kind;
    private final boolean usual;

    RecoveryKills(String kind, boolean usual) {
        this.kind = kind;
        this.usual = usual;
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
        return usual;
    }

    private static PlanSpec spec() throws IOException {
        return PlanFile.read(Files.readString(Path.of("../docs/examples/shop.plan.json")))
                .spec();
    }

    private static List<Long> versions(RealBridge bridge) {
        return bridge.bridge().ask(new RecoveryQuery.Versions(SHOP)).versions().stream()
                .map(RecoveryQuery.PlanVersion::version)
                .toList();
    }
}
