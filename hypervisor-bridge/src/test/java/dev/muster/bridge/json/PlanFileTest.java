package dev.muster.bridge.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.recovery.PlanCheck;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanPrompt;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans as files, those with mistakes among them. */
class PlanFileTest {
    private String shop = "";

    @BeforeEach
    void readShop() throws IOException {
        shop = Files.readString(Path.of("../docs/examples/shop.plan.json"));
    }

    @Test
    void the_example_is_a_plan_without_faults_and_is_written_byte_for_byte() {
        PlanSpec spec = PlanFile.read(shop).spec();
        assertThat(PlanCheck.of(spec)).isEmpty();
        assertThat(spec.tiers()).extracting(Tier::name).containsExactly("Database", "Application", "Web");
        assertThat(spec.items()).hasAtLeastOneElementOfType(PlanPrompt.class);
        assertThat(spec.networks()).hasSize(2);
        assertThat(PlanFile.write(spec)).isEqualTo(shop);
    }

    @Test
    void what_has_a_default_may_be_left_out() {
        PlanSpec spec = PlanFile.read("""
                        {"format": "muster plan 1", "tiers": [{"name": "all", "items": [
                          {"type": "recovery.plan-machine", "key": "db", "delay": "PT5S", "source":
                            {"type": "recovery.of-image", "uuid": "0b6c4c1e-5a57-4a0e-9d0b-6f3a1c5e0001", "name": "db"}}]}]}
                        """).spec();
        assertThat(spec.tiers().getFirst().limit()).isEqualTo(Tier.DEFAULT_LIMIT);
        PlanMachine machine = (PlanMachine) spec.items().getFirst();
        assertThat(machine).isEqualTo(PlanMachine.of("db", machine.source()).withDelay(Duration.ofSeconds(5)));
        assertThat(spec).isEqualTo(PlanSpec.of(spec.tiers()));
        assertThat(PlanFile.read(PlanFile.write(spec)).spec()).isEqualTo(spec);
    }

    @Test
    void all_unknown_properties_are_told_with_their_lines() {
        String one = shop.replaceFirst("\"needs\": \\[ \"db\" ]", "\"nedes\": [ \"db\" ]");
        assertThat(problem(one).what()).matches("Line \\d+, column \\d+: the property \"nedes\" is unknown\\.");
        int line = one.substring(0, one.indexOf("nedes")).split("\n", -1).length;
        assertThat(problem(one).what()).startsWith("Line " + line + ",");
        Problem both = problem(one.replace("\"hostLimit\"", "\"hostlimit\""));
        assertThat(both.details()).contains("\"nedes\"", "\"hostlimit\"");
    }

    @Test
    void a_file_of_another_kind_or_a_newer_form_is_refused() {
        assertThat(problem("{\"type\": \"group.capture\"}").what()).isEqualTo("The file is not a recovery plan.");
        assertThat(problem("[]").what()).isEqualTo("The file is not a recovery plan.");
        assertThat(problem("null").what()).isEqualTo("The file is not a recovery plan.");
        assertThat(problem(shop.replace("plan 1", "plan 2")).what()).contains("\"muster plan 2\"");
    }

    @Test
    void a_file_that_is_cut_off_or_no_json_is_refused_with_its_line() {
        for (int end = 0; end < shop.length() - 1; end += 97) {
            assertThat(problem(shop.substring(0, end)).code()).isEqualTo(ErrorCode.JSON_INVALID);
        }
        assertThat(problem("{\n  \"format\": oops}").what()).startsWith("Line 2, column");
        assertThat(problem(shop + "{}").code()).isEqualTo(ErrorCode.JSON_INVALID);
        assertThat(problem("\uFEFF" + shop).code()).isEqualTo(ErrorCode.JSON_INVALID);
        assertThat(problem("[".repeat(100_000)).code()).isEqualTo(ErrorCode.JSON_INVALID);
        assertThat(problem("{\"a\":".repeat(100_000)).code()).isEqualTo(ErrorCode.JSON_INVALID);
    }

    @Test
    void a_property_that_is_there_twice_is_refused() {
        assertThat(problem(shop.replaceFirst("\"objective\"", "\"objective\": null, \"objective\""))
                        .details())
                .contains("objective");
    }

    @Test
    void a_value_of_another_form_is_told_with_its_path() {
        Problem wrong = problem(shop.replace("\"PT30M\"", "\"half an hour\""));
        assertThat(wrong.what()).matches("Line \\d+, column \\d+: \"objective\" cannot be read\\.");
        assertThat(problem(shop.replaceFirst("\"port\": 5432", "\"port\": \"5432\""))
                        .what())
                .contains("tiers[0].items[0].readiness.gates[1].port");
        assertThat(problem(shop.replaceFirst("recovery\\.tcp-port", "recovery.udp-port"))
                        .what())
                .contains("tiers[0].items[0].readiness.gates[1]");
        assertThat(problem(shop.replaceFirst("local/0b6c", "local/oops")).details())
                .isNotBlank();
    }

    @Test
    void faults_have_the_lines_of_the_file() {
        PlanFile file = PlanFile.read(shop.replaceFirst("\"needs\": \\[ \"db\" ]", "\"needs\": [ \"dv\" ]"));
        int line = shop.substring(0, shop.indexOf("\"needs\": [ \"db\" ]")).split("\n", -1).length;
        assertThat(file.lines(PlanCheck.of(file.spec())))
                .singleElement()
                .asString()
                .startsWith("Line " + line + ": tiers[0].items[1].needs:");
    }

    @Test
    void whatever_is_changed_in_a_file_it_is_a_plan_or_refused() {
        Random random = new Random(7);
        int plans = 0;
        for (int round = 0; round < 2_000; round++) {
            String text = mutated(random);
            try {
                PlanSpec spec = PlanFile.read(text).spec();
                PlanCheck.of(spec);
                assertThat(PlanFile.read(PlanFile.write(spec)).spec()).isEqualTo(spec);
                plans++;
            } catch (MusterException e) {
                assertThat(e.problem().code()).isEqualTo(ErrorCode.JSON_INVALID);
                assertThat(e.problem().what()).isNotBlank();
            }
        }
        assertThat(plans).isBetween(50, 1_950);
    }

    private String mutated(Random random) {
        StringBuilder text = new StringBuilder(shop);
        String bits = "{}[]\",:0-9.eE\\ntrue null\u0000\uD83D";
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            int other = random.nextInt(Math.min(shop.length(), text.length()));
            switch (random.nextInt(5)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, bits.charAt(random.nextInt(bits.length())));
                case 2 -> text.insert(at, bits.charAt(random.nextInt(bits.length())));
                case 3 -> text.insert(at, shop, other, Math.min(shop.length(), other + random.nextInt(40)));
                default -> swapValues(text, at, other);
            }
        }
        return text.toString();
    }

    /** Puts the value of one line in the place of that of another: often still JSON. */
    private static void swapValues(StringBuilder text, int at, int other) {
        String value = value(text, other);
        int colon = text.indexOf(": ", at);
        int end = text.indexOf("\n", Math.max(colon, 0));
        if (colon >= 0 && end > colon) {
            text.replace(colon + 2, end, value);
        }
    }

    private static String value(StringBuilder text, int at) {
        int colon = text.indexOf(": ", at);
        int end = text.indexOf("\n", Math.max(colon, 0));
        return colon >= 0 && end > colon ? text.substring(colon + 2, end) : "null,";
    }

    private static Problem problem(String text) {
        MusterException refused = catchThrowableOfType(MusterException.class, () -> PlanFile.read(text));
        assertThat(refused).isNotNull();
        return refused.problem();
    }
}
