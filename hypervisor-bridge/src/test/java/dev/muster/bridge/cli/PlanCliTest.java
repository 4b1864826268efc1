package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.model.recovery.PlanFault;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RecoveryQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recovery plans on the command line. */
class PlanCliTest {
    private static final Path SHOP = Path.of("../docs/examples/shop.plan.json");

    @TempDir
    private Path directory = Path.of("");

    private String out = "";
    private String err = "";

    @Test
    void a_plan_is_created_shown_and_exported_as_it_was() throws Exception {
        assertThat(ctl("plan", "list")).isZero();
        assertThat(out).contains("There are no recovery plans.");
        assertThat(create()).as(err).isZero();
        assertThat(create()).isEqualTo(4);
        assertThat(err).startsWith("RCV-3");

        assertThat(ctl("plan", "list", "--json")).isZero();
        assertThat(Json.read(out, RecoveryPlan[].class)).singleElement().satisfies(plan -> {
            assertThat(plan.version()).isEqualTo(1);
            assertThat(plan.tiers()).isEqualTo(3);
            assertThat(plan.machines()).isEqualTo(6);
            assertThat(plan.networks()).isEqualTo(2);
            assertThat(plan.comment()).isEqualTo("first");
        });
        assertThat(ctl("plan", "show", "shop")).isZero();
        assertThat(out)
                .contains(
                        "shop, version 1",
                        "Tier Database, 2 at a time",
                        "needs db, waits 10 s",
                        "ready when agent, tcp:5432, within 5 min 0 s",
                        "asks: Is the payment provider reachable?",
                        "only if payment=yes",
                        "Network front, 10.7.0.0/24",
                        "forwards tcp:8443=web-1:443",
                        "VPN udp:51820=10.99.0.1/24",
                        "head-office 10.99.0.2/32 xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=");

        Path exported = directory.resolve("exported.json");
        assertThat(ctl("plan", "export", "shop", "--file", exported.toString())).isZero();
        assertThat(exported).hasSameTextualContentAs(SHOP);
        assertThat(ctl("plan", "export", "shop", "--version", "1")).isZero();
        assertThat(out).isEqualTo(Files.readString(SHOP));
    }

    @Test
    void each_change_is_a_version_and_an_earlier_one_comes_back_as_a_new_one() throws Exception {
        assertThat(create()).as(err).isZero();
        Path changed = changed("PT30M", "PT20M");
        assertThat(set(changed, "1")).as(err).isZero();
        assertThat(set(SHOP, "1")).isEqualTo(4);
        assertThat(err).startsWith("JOB-9");
        assertThat(set(changed, "0")).isZero();
        assertThat(versions()).hasSize(2);

        assertThat(ctl("plan", "compare", "shop", "1", "2")).isZero();
        assertThat(out.strip()).isEqualTo("~ objective: PT30M > PT20M");
        assertThat(ctl("plan", "compare", "shop", "2", "0")).isZero();
        assertThat(out).contains("The two versions say the same.");

        assertThat(ctl("plan", "restore", "shop", "1")).as(err).isZero();
        assertThat(versions()).hasSize(3);
        assertThat(versions()[0].comment()).isEqualTo("Restored version 1");
        assertThat(ctl("plan", "export", "shop")).isZero();
        assertThat(out).isEqualTo(Files.readString(SHOP));
        assertThat(ctl("plan", "show", "shop", "--version", "7")).isEqualTo(3);
        assertThat(err).startsWith("RCV-2");

        assertThat(ctl("plan", "delete", "shop")).isEqualTo(4);
        assertThat(ctl("plan", "delete", "shop", "--yes")).as(err).isZero();
        assertThat(ctl("plan", "show", "shop")).isEqualTo(3);
        assertThat(ctl("plan", "list")).isZero();
        assertThat(out).contains("There are no recovery plans.");
    }

    @Test
    void all_faults_are_told_at_once_and_nothing_is_saved() throws Exception {
        Path bad = changed("\"db\" ]", "\"dv\" ]");
        assertThat(ctl("plan", "validate", "--file", bad.toString())).isEqualTo(2);
        assertThat(out.lines()).hasSize(2).allMatch(line -> line.matches("Line \\d+: tiers.*\"dv\".*"));
        assertThat(ctl("plan", "validate", "--file", bad.toString(), "--json")).isEqualTo(2);
        assertThat(Json.read(out, PlanFault[].class)).hasSize(2);
        assertThat(ctl("plan", "create", "shop", "--file", bad.toString())).isEqualTo(4);
        assertThat(err).startsWith("RCV-4").contains("2 faults", "Line ");
        assertThat(ctl("plan", "show", "shop")).isEqualTo(3);

        assertThat(create()).isZero();
        assertThat(ctl("plan", "validate", "shop"))
                .as("nothing to recover from")
                .isEqualTo(2);
        assertThat(out).contains("critical: db: ", "has no restore point", "warning: The plan was never tested");
        assertThat(ctl("plan", "validate", "--file", SHOP.toString())).isZero();
        assertThat(ctl("plan", "validate")).isEqualTo(2);
        Path cut = Files.writeString(
                directory.resolve("cut.json"), Files.readString(SHOP).substring(0, 500));
        assertThat(ctl("plan", "validate", "--file", cut.toString())).isEqualTo(2);
        assertThat(err).startsWith("USE-3").contains("Line ").doesNotContain("Exception", "at dev.muster");
    }

    @Test
    void a_cycle_an_unknown_machine_and_overlapping_subnets_are_told_together() throws Exception {
        Path bad = Files.writeString(directory.resolve("bad.json"), """
                {"format": "muster plan 1",
                 "tiers": [{"name": "all", "items": [
                   {"type": "recovery.plan-machine", "key": "a", "needs": ["b"],
                    "source": {"type": "recovery.of-image", "uuid": "00000000-0000-0000-0000-00000000000a", "name": "a"}},
                   {"type": "recovery.plan-machine", "key": "b", "needs": ["a", "ghost"],
                    "source": {"type": "recovery.of-image", "uuid": "00000000-0000-0000-0000-00000000000b", "name": "b"}}]}],
                 "networks": [
                   {"name": "front", "subnet": "10.7.0.0/16", "reach": "ISOLATED",
                    "reservations": [{"machine": "nobody", "nic": 1, "address": "10.7.0.9"}]},
                   {"name": "back", "subnet": "10.7.1.0/24", "reach": "ISOLATED"}]}
                """);
        assertThat(ctl("plan", "validate", "--file", bad.toString(), "--json")).isEqualTo(2);
        assertThat(Json.read(out, PlanFault[].class))
                .extracting(PlanFault::kind)
                .contains(
                        PlanFault.Kind.CYCLE,
                        PlanFault.Kind.UNKNOWN_NEED,
                        PlanFault.Kind.UNKNOWN_MACHINE,
                        PlanFault.Kind.SUBNET_OVERLAP);
        assertThat(ctl("plan", "create", "shop", "--file", bad.toString())).isEqualTo(4);
        assertThat(err).startsWith("RCV-4").contains("ghost", "nobody", "10.7.1.0/24");
        for (Path unreadable : List.of(directory.resolve("absent.json"), directory)) {
            assertThat(ctl("plan", "validate", "--file", unreadable.toString())).isNotZero();
            assertThat(err).contains(unreadable.toString()).doesNotContain("Exception", "at dev.muster");
        }
    }

    @Test
    void a_forecast_says_when_what_begins_and_whether_the_objective_is_kept() throws Exception {
        assertThat(ctl("plan", "forecast", "--file", SHOP.toString())).as(err).isZero();
        assertThat(out)
                .contains(
                        "MACHINE", "* ", "db-replica", "skipped", "the objective of 30 min 0 s is kept with", "With ");
        assertThat(out.lines()).allMatch(line -> line.length() <= 100);
        assertThat(ctl("plan", "forecast", "--file", changed("PT30M", "PT1M").toString()))
                .isZero();
        assertThat(out).contains("missed by");
        assertThat(create()).isZero();
        assertThat(ctl("plan", "forecast", "shop", "--json")).isZero();
        RecoveryQuery.PlanForecast forecast = Json.read(out, RecoveryQuery.PlanForecast.class);
        assertThat(forecast.forecast().bars()).hasSize(7);
        assertThat(forecast.forecast().stuck()).isEmpty();
    }

    private Path changed(String from, String to) throws Exception {
        return Files.writeString(
                directory.resolve("changed.json"), Files.readString(SHOP).replace(from, to));
    }

    private RecoveryQuery.PlanVersion[] versions() {
        assertThat(ctl("plan", "versions", "shop", "--json")).as(err).isZero();
        return Json.read(out, RecoveryQuery.PlanVersion[].class);
    }

    private int create() {
        return ctl("plan", "create", "shop", "--file", SHOP.toString(), "--comment", "first");
    }

    private int set(Path file, String version) {
        return ctl("plan", "set", "shop", "--file", file.toString(), "--version", version);
    }

    private int ctl(String... words) {
        CtlLine line = CtlLine.ctl(directory.resolve("state"), words);
        out = line.out();
        err = line.err();
        return line.status();
    }
}
