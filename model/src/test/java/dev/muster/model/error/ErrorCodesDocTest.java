package dev.muster.model.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorCodesDocTest {
    @Test
    void every_code_is_unique_and_documented_with_its_exit_status() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("..", "docs", "errors.md")).stream()
                .filter(line -> line.matches("\\| [A-Z]+-\\d+ \\|.*"))
                .map(line -> String.join(
                        "|",
                        Arrays.copyOf(line.replace(" ", "").replace("`", "").split("\\|"), 4)))
                .toList();
        List<String> codes = Arrays.stream(ErrorCode.values())
                .map(code ->
                        "|" + code.id() + "|" + code.name() + "|" + code.kind().exitStatus())
                .toList();
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::id)).doesNotHaveDuplicates();
        assertThat(documented).containsExactlyElementsOf(codes);
    }

    @Test
    void a_problem_becomes_the_exception_of_its_kind_and_prints_its_sentences() {
        Problem problem =
                Problem.of(ErrorCode.VM_STATE, "What.", "Meaning.", "Remedy.").withDetails("raw");
        assertThat(problem.toException()).isInstanceOf(MusterException.Refused.class);
        assertThat(problem.text()).isEqualTo("VM-3: What.\nMeaning.\nRemedy.\nraw");
    }
}
