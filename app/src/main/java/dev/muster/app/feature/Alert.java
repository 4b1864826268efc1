package dev.muster.app.feature;

import dev.muster.app.navigation.Place;
import dev.muster.model.job.JobId;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that is wrong.
 *
 * @param id the same for as long as it is the same trouble
 * @param grave whether something is lost now, rather than to be looked at
 * @param what what happened, one sentence naming the object
 * @param meaning what it means for the VMs; empty where it means nothing for them
 * @param remedy what to do next
 * @param since when it began, where that is known
 * @param target what it is about
 */
public record Alert(
        String id, boolean grave, String what, String meaning, String remedy, Optional<Instant> since, Target target) {

    /** Whether it goes away when it was read, rather than only when it was mended. */
    public boolean dismissable() {
        return target instanceof Target.OfJob;
    }

    /** What an alert is about, and where one looks at it. */
    public sealed interface Target {
        /** The key of what the button says that leads there. */
        String labelKey();

        /**
         * A place in the window.
         *
         * @param labelKey such as {@code alert.jump.vm}
         * @param place where
         */
        record OfPlace(String labelKey, Place place) implements Target {}

        /** A job. */
        record OfJob(JobId job) implements Target {
            @Override
            public String labelKey() {
                return "alert.jump.job";
            }
        }
    }
}
