package dev.muster.bridge.json;

import dev.muster.model.command.TypeName;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads and writes the model as JSON. Records are objects, ids are strings, instants and durations are ISO 8601, an empty
 * {@code Optional} is {@code null}, and a value of a sealed type carries its {@link #typeName} in the property {@code type}.
 *
 * <p>{@link #readStrict} is for what asks for a change: an unknown or missing property is refused. {@link #read} is for what
 * a newer peer may have written: an unknown property is passed over.
 */
public final class Json {
    private static final JsonMapper LENIENT = mapper(false);
    private static final JsonMapper STRICT = mapper(true);

    private Json() {}

    /** What {@link #readStrict} reads with, for forms of their own. */
    static JsonMapper strict() {
        return STRICT;
    }

    /** The value on one line. */
    public static String write(Object value) {
        return LENIENT.writeValueAsString(value);
    }

    /** The value over several lines, for people. */
    public static String writePretty(Object value) {
        return LENIENT.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    /**
     * The value on one line with some of its own text properties replaced.
     *
     * @param property name of the property
     * @param replacement what is written instead, given what stood there
     */
    public static String writeReplacing(Object value, String property, UnaryOperator<String> replacement) {
        JsonNode tree = LENIENT.valueToTree(value);
        if (tree instanceof ObjectNode object && object.get(property) instanceof StringNode text) {
            object.put(property, replacement.apply(text.stringValue()));
        }
        return LENIENT.writeValueAsString(tree);
    }

    /**
     * Reads what a peer wrote, passing over properties it knows and we do not.
     *
     * @throws MusterException {@code JSON_INVALID}; {@code COMMAND_UNKNOWN} for an unknown {@code type}
     */
    public static <T> T read(String json, Class<T> type) {
        return read(LENIENT, json, type);
    }

    /**
     * Reads what asks for a change; nothing in it may be unknown or missing.
     *
     * @throws MusterException {@code JSON_INVALID}; {@code COMMAND_UNKNOWN} for an unknown {@code type}; whatever the
     *     constructors of the records refuse
     */
    public static <T> T readStrict(String json, Class<T> type) {
        return read(STRICT, json, type);
    }

    /**
     * The {@code type} of a record among its siblings: the feature it belongs to and its own name, such as
     * {@code vm.power} for {@code VmCommand.Power}.
     */
    public static String typeName(Class<?> type) {
        return TypeName.of(type);
    }

    /** The records a sealed type comes down to, in the order they are declared. */
    public static List<Class<?>> records(Class<?> sealed) {
        return TypeNames.leaves(sealed);
    }

    private static <T> T read(JsonMapper mapper, String json, Class<T> type) {
        try {
            T value = mapper.readValue(json, type);
            if (value == null) {
                throw invalid("There is no " + type.getSimpleName() + " in it.", "null")
                        .toException();
            }
            return value;
        } catch (InvalidTypeIdException e) {
            throw Problem.of(
                            ErrorCode.COMMAND_UNKNOWN,
                            "\"" + e.getTypeId() + "\" is not a type of " + type.getSimpleName() + " known here.",
                            "Nothing was changed.",
                            "Check the spelling, or update the bridge when the console is newer.")
                    .toException(e);
        } catch (JacksonException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof MusterException refused) {
                    throw refused;
                }
            }
            String where =
                    e instanceof DatabindException bind && !bind.getPath().isEmpty()
                            ? " at " + bind.getPathReference()
                            : "";
            throw invalid("The JSON is not a valid " + type.getSimpleName() + where + ".", e.getOriginalMessage())
                    .toException(e);
        }
    }

    private static Problem invalid(String what, String details) {
        return Problem.of(ErrorCode.JSON_INVALID, what, "Nothing was changed.", "Correct the JSON and send it again.")
                .withDetails(details);
    }

    private static JsonMapper mapper(boolean strict) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(100)
                        .maxStringLength(16 << 20)
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .annotationIntrospector(new ModelIntrospector())
                .addModule(new ModelModule())
                .configure(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, false)
                .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
                .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true)
                .configure(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES, true)
                .configure(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, strict)
                .build();
    }
}
