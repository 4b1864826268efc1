package dev.muster.app.recovery;

import dev.muster.app.feature.Screen;
import dev.muster.model.recovery.PlanId;
import java.util.function.Function;

/**
 * A tab on the page of a recovery plan.
 *
 * @param id the same in every language; the id of the tab is {@code plan-tab-} and this
 * @param title what the tab is called
 * @param view makes what it shows of a plan, when it is first shown for that plan
 */
public record PlanTab(String id, String title, Function<PlanId, Screen.View> view) {}
