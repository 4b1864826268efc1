package dev.muster.app.feature;

import dev.muster.model.command.Query;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.LiveObject;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A feature's part of the sample data that pictures are taken of.
 *
 * @param objects its objects
 * @param answers its answers
 */
public record SampleData(List<LiveObject> objects, List<Answer> answers) {
    /** No sample data. */
    public static final SampleData NONE = new SampleData(List.of(), List.of());

    public SampleData {
        objects = List.copyOf(objects);
        answers = List.copyOf(answers);
    }

    /** Sample data without objects. */
    public static SampleData answers(Answer... answers) {
        return new SampleData(List.of(), List.of(answers));
    }

    /**
     * The answer to one query.
     *
     * @param query which one
     * @param answer the answer, given the query and the sample inventory
     */
    public record Answer(Class<?> query, BiFunction<Query<?>, InventoryImage, Record> answer) {
        /** The answer to a query of that class. */
        public static <Q extends Query<?>> Answer of(Class<Q> query, BiFunction<Q, InventoryImage, Record> answer) {
            return new Answer(query, (asked, image) -> answer.apply(query.cast(asked), image));
        }
    }
}
