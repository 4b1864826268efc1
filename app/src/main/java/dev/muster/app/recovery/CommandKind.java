package dev.muster.app.recovery;

import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.PlanCommand;
import dev.muster.model.recovery.PlanCommand.InGuest;
import dev.muster.model.recovery.PlanCommand.OnBridge;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.TextField;

/**
 * The fields of a command.
 *
 * @param before whether it is run before the machine is there: then on the bridge only
 */
record CommandKind(Texts texts, boolean before) implements EntryKind<PlanCommand> {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Override
    public String id() {
        return before ? "plan-before" : "plan-after";
    }

    @Override
    public String path() {
        return before ? "before" : "after";
    }

    @Override
    public String addKey() {
        return "recovery.commands.add";
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public String text(PlanCommand command) {
        String program = program(command);
        return program.isBlank()
                ? texts.get("recovery.commands.new")
                : texts.get(
                        command instanceof InGuest ? "recovery.commands.guest" : "recovery.commands.bridge",
                        (program + " " + Arguments.write(command.arguments())).strip());
    }

    private static String program(PlanCommand command) {
        return switch (command) {
            case OnBridge bridge -> bridge.program();
            case InGuest guest -> guest.path();
        };
    }

    @Override
    public PlanCommand fresh() {
        return new OnBridge("", List.of(), LIMIT, true);
    }

    @Override
    public void fields(DetailForm form, Spot at, PlanCommand command, Change<PlanCommand> change) {
        boolean guest = command instanceof InGuest;
        if (!before) {
            form.choice(
                    new Field("recovery.field.runs", at.id() + "-where", ""),
                    List.of(false, true),
                    guest,
                    one -> texts.get(one ? "recovery.commands.in-guest" : "recovery.commands.on-bridge"),
                    one -> change.to(now -> with(one, "", now.arguments(), now.timeLimit(), now.required())));
        }
        TextField program = form.entry(
                guest ? at.field("recovery.field.path", "path") : at.field("recovery.field.program", "program"),
                program(command),
                form.read()::any,
                typed -> change.to(now -> with(isGuest(now), typed, now.arguments(), now.timeLimit(), now.required())));
        program.setPromptText(guest ? "/usr/local/bin/check" : "notify");
        form.entry(
                at.field("recovery.field.arguments", "arguments"),
                Arguments.write(command.arguments()),
                form.read()::arguments,
                typed -> change.to(now -> with(isGuest(now), program(now), typed, now.timeLimit(), now.required())));
        form.time(
                at.field("recovery.field.timeout", "timeLimit"),
                command.timeLimit(),
                time -> change.to(now -> with(isGuest(now), program(now), now.arguments(), time, now.required())));
        form.check(
                at.field("recovery.field.required", "required"),
                command.required(),
                required ->
                        change.to(now -> with(isGuest(now), program(now), now.arguments(), now.timeLimit(), required)));
    }

    private static boolean isGuest(PlanCommand command) {
        return command instanceof InGuest;
    }

    private static PlanCommand with(
            boolean guest, String program, List<String> arguments, Duration timeLimit, boolean required) {
        return guest
                ? new InGuest(program, arguments, timeLimit, required)
                : new OnBridge(program, arguments, timeLimit, required);
    }
}
