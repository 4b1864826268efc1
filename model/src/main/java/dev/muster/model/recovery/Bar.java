package dev.muster.model.recovery;

import java.time.Duration;

/**
 * When what happens with one item, from the begin of the recovery.
 *
 * @param key of the item
 * @param tier of it, from 0
 * @param queued when its tier begins
 * @param ready when all it needs is there and its delay is over
 * @param begins when it begins: when it has slots of its tier and host too
 * @param started when its machine is started
 * @param met when its gates are met
 * @param waitedFor what it waited for last
 * @param slack how much later its gates could be met without the whole taking longer, all others following each other as forecast
 * @param basis where its times come from
 * @param skipped whether it is bound to another answer: it takes no time and no slot then, and those that need it wait for what
 *     it would have waited for
 */
public record Bar(
        String key,
        int tier,
        Duration queued,
        Duration ready,
        Duration begins,
        Duration started,
        Duration met,
        Wait waitedFor,
        Duration slack,
        Basis basis,
        boolean skipped) {}
