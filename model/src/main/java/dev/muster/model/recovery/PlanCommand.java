package dev.muster.model.recovery;

import java.time.Duration;
import java.util.List;

/** A command that is run before a machine is recovered or after its gates are met. */
public sealed interface PlanCommand {
    /** As they are, without a shell. */
    List<String> arguments();

    /** How long it may take; it is ended then and has failed. */
    Duration timeLimit();

    /** Whether its failure is one of the machine. */
    boolean required();

    /** In words, such as {@code bridge:notify shop}. */
    String text();

    /**
     * A program on the bridge's machine.
     *
     * @param program its name in the list of allowed programs
     */
    record OnBridge(String program, List<String> arguments, Duration timeLimit, boolean required)
            implements PlanCommand {
        public OnBridge {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String text() {
            return "bridge:" + program + Words.arguments(arguments);
        }
    }

    /**
     * A program in the recovered machine, run by its guest agent.
     *
     * @param path absolute, of Unix or Windows
     */
    record InGuest(String path, List<String> arguments, Duration timeLimit, boolean required) implements PlanCommand {
        public InGuest {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String text() {
            return "guest:" + path + Words.arguments(arguments);
        }
    }
}
