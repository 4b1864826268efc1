package dev.muster.bridge.recovery.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BisectionTest {
    /** Searches, and returns how many rounds that took. */
    private static int search(Bisection bisection, int newestGood, int width) {
        int rounds = 0;
        for (List<Integer> round = bisection.next(width); !round.isEmpty(); round = bisection.next(width)) {
            assertThat(round).hasSizeLessThanOrEqualTo(width).doesNotHaveDuplicates();
            round.forEach(place -> bisection.told(place, place >= newestGood));
            rounds++;
        }
        return rounds;
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 1", "10, 3", "100, 4", "500, 1", "500, 16"})
    void it_is_found_wherever_it_is_in_few_rounds(int many, int width) {
        for (int newestGood = 0; newestGood <= many; newestGood++) {
            Bisection bisection = new Bisection(many);
            int rounds = search(bisection, newestGood, width);
            if (newestGood < many) {
                assertThat(bisection.good()).contains(newestGood);
            } else {
                assertThat(bisection.good()).as("none is good").isEmpty();
            }
            if (newestGood > 0) {
                assertThat(bisection.bad()).contains(newestGood - 1);
            } else {
                assertThat(bisection.bad()).as("all are good").isEmpty();
            }
            assertThat(rounds).isLessThanOrEqualTo(2 + (int) Math.ceil(Math.log(many + 1) / Math.log(width + 1)));
        }
    }

    @Test
    void one_that_is_good_in_its_newest_point_is_told_in_the_first_round() {
        Bisection bisection = new Bisection(100);
        assertThat(bisection.next(3)).contains(0);
        bisection.told(0, true);
        assertThat(bisection.next(3)).isEmpty();
        assertThat(bisection.good()).contains(0);
    }

    @Test
    void what_goes_bad_and_good_again_ends_beside_a_bad_one() {
        Bisection bisection = new Bisection(6);
        List<Integer> bads = List.of(0, 3);
        for (List<Integer> round = bisection.next(2); !round.isEmpty(); round = bisection.next(2)) {
            round.forEach(place -> bisection.told(place, !bads.contains(place)));
        }
        int good = bisection.good().orElseThrow();
        assertThat(bads).contains(good - 1).doesNotContain(good);
    }
}
