package dev.muster.model.schedule;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobCommand;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.vm.VmCommand;
import java.time.ZoneId;

/** What can be done with schedules. */
public sealed interface ScheduleCommand extends Command {
    /** The schedule it is about. */
    ScheduleId schedule();

    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    @Override
    default String subject() {
        return schedule().text();
    }

    /**
     * Makes a schedule, or changes the one of that name. Whoever sets it needs the role that the command itself needs; it is
     * submitted as theirs.
     *
     * @param schedule its name
     * @param rule when
     * @param zone whose clock the rule is about
     * @param enabled whether it is submitted at all
     * @param command what is submitted; neither about jobs or schedules nor with XML
     */
    record Set(ScheduleId schedule, CalendarRule rule, ZoneId zone, boolean enabled, Command command)
            implements ScheduleCommand {
        public Set {
            // who may see schedules may not see all that XML can hold, such as passwords
            boolean xml = switch (command) {
                case VmCommand.Create create -> !create.xml().isBlank();
                case VmCommand.Define _, VmCommand.Redefine _, NetworkCommand.Define _, PoolCommand.Define _ -> true;
                case Command _ -> false;
            };
            if (xml || command instanceof JobCommand || command instanceof ScheduleCommand) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "That command cannot be scheduled.",
                                "Nothing was changed.",
                                "Schedule one that is neither about jobs or schedules nor holds XML.")
                        .toException();
            }
        }

        @Override
        public Role requires() {
            return command.requires().includes(Role.OPERATOR) ? command.requires() : Role.OPERATOR;
        }
    }

    /** Deletes a schedule; a job of it that runs goes on. */
    record Delete(ScheduleId schedule) implements ScheduleCommand {}
}
