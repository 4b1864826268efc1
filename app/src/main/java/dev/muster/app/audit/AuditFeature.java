package dev.muster.app.audit;

import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.Screen;
import dev.muster.icons.Icon;
import dev.muster.model.audit.AuditQuery;
import java.util.List;

/** Who asked for what. */
public final class AuditFeature implements AppFeature {
    @Override
    public List<Screen> screens(ConsoleContext context) {
        return List.of(new Screen("audit", "audit.title", Icon.AUDIT, () -> {
            AuditView view = new AuditView(new AuditViewModel(context.asks()), context.texts());
            return Screen.View.of(view.root(), view::activate, () -> {});
        }));
    }

    @Override
    public SampleData samples() {
        return SampleData.answers(
                SampleData.Answer.of(AuditQuery.Recent.class, (asked, image) -> SampleAudit.page(asked)),
                SampleData.Answer.of(AuditQuery.Verify.class, (asked, image) -> SampleAudit.verdict()));
    }
}
