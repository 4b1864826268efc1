package dev.muster.bridge.feature;

import dev.muster.model.access.Principal;
import dev.muster.model.command.Query;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Who answers a family of queries.
 *
 * @param family one query, or a sealed type all of whose queries are answered here
 * @param answer the answer, given a query of that family and who asks; whether they may ask was decided before
 */
public record QueryHandler(Class<?> family, BiFunction<Query<?>, Principal, Record> answer) {
    /** A handler that answers everybody alike. */
    public static <Q extends Query<?>> QueryHandler of(Class<? super Q> family, Function<Q, Record> answer) {
        return forCaller(family, (Q query, Principal _) -> answer.apply(query));
    }

    /** A handler whose answer depends on who asks. */
    @SuppressWarnings("unchecked") // checked by the cast to the family, of which Q is only the generic form
    public static <Q extends Query<?>> QueryHandler forCaller(
            Class<? super Q> family, BiFunction<Q, Principal, Record> answer) {
        return new QueryHandler(family, (query, by) -> answer.apply((Q) family.cast(query), by));
    }
}
