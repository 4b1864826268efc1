package dev.muster.bridge.json;

import dev.muster.bridge.json.JsonPlaces.Place;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.recovery.PlanFault;
import dev.muster.model.recovery.PlanSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recovery plan as a file: JSON that begins with {@code "format": "muster plan 1"} and goes on with the components of
 * {@link PlanSpec}. A plan is always written alike, with all its properties, so that two files are the same exactly when their
 * plans are. What is read may leave out what has a default; nothing in it may be unknown or there twice.
 */
public final class PlanFile {
    /** The first property of a file: its kind and the version of its form. */
    public static final String FORMAT = "muster plan 1";

    private static final String HEADER = "format";
    private static final String KIND = "muster plan ";
    /** So many unknown properties are told at once. */
    private static final int MOST_UNKNOWN = 50;

    private static final JsonMapper MAPPER = Json.strict()
            .rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();
    private static final PlanDefaults DEFAULTS = new PlanDefaults(MAPPER);

    private final PlanSpec spec;
    private final JsonPlaces places;

    private PlanFile(PlanSpec spec, JsonPlaces places) {
        this.spec = spec;
        this.places = places;
    }

    /** What the plan says; it may have faults. */
    public PlanSpec spec() {
        return spec;
    }

    /** The text of the file of a plan. */
    public static String write(PlanSpec spec) {
        ObjectNode file = MAPPER.createObjectNode();
        file.put(HEADER, FORMAT);
        file.setAll(MAPPER.<ObjectNode>valueToTree(spec));
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return MAPPER.writer().with(printer).writeValueAsString(file) + "\n";
    }

    /**
     * Reads a file.
     *
     * @throws MusterException {@code JSON_INVALID}, with line and column; unknown properties are told all at once
     */
    public static PlanFile read(String text) {
        JsonPlaces places;
        JsonNode tree;
        try (JsonParser in = MAPPER.createParser(text)) {
            places = new JsonPlaces(in);
            tree = MAPPER.readTree(text);
        } catch (JacksonException e) {
            Place place = e.getLocation() == null ? new Place(1, 1) : Place.of(e.getLocation());
            throw invalid(
                    "Line " + place.line() + ", column " + place.column() + ": this is not JSON.",
                    e.getOriginalMessage(),
                    e);
        }
        if (!(tree instanceof ObjectNode file)) {
            throw noPlan();
        }
        requireFormat(file.remove(HEADER));
        DEFAULTS.fill(file);
        return new PlanFile(new Reading(file, places).spec(), places);
    }

    private static void requireFormat(JsonNode header) {
        String format = header == null ? "" : header.asString("");
        if (format.equals(FORMAT)) {
            return;
        }
        if (!format.startsWith(KIND)) {
            throw noPlan();
        }
        throw Problem.of(
                        ErrorCode.JSON_INVALID,
                        "The file is of the format \"" + format + "\"; this Muster reads \"" + FORMAT + "\".",
                        "Nothing was changed.",
                        "Update Muster, or export the plan again.")
                .toException();
    }

    private static MusterException noPlan() {
        return Problem.of(
                        ErrorCode.JSON_INVALID,
                        "The file is not a recovery plan.",
                        "Nothing was changed.",
                        "A plan is a JSON object with \"format\": \"" + FORMAT + "\".")
                .toException();
    }

    private static MusterException invalid(String what, String details, Throwable cause) {
        return Problem.of(ErrorCode.JSON_INVALID, what, "Nothing was changed.", "Correct the file.")
                .withDetails(details)
                .toException(cause);
    }

    /** Faults of this plan in one line each, with the line of the file. */
    public List<String> lines(List<PlanFault> faults) {
        return faults.stream()
                .map(fault -> "Line " + places.of(fault.path()).line() + ": " + line(fault))
                .toList();
    }

    /** A fault in one line. */
    public static String line(PlanFault fault) {
        return fault.path() + ": " + fault.text();
    }

    /** What is said of a plan that is not saved because of its faults, one a line. */
    public static MusterException faulty(List<String> lines) {
        return Problem.of(
                        ErrorCode.PLAN_INVALID,
                        lines.size() == 1 ? "The plan has a fault." : "The plan has " + lines.size() + " faults.",
                        "It was not saved.",
                        "Correct what the details list.")
                .withDetails(String.join("\n", lines))
                .toException();
    }

    /** One reading of a tree. */
    private record Reading(ObjectNode file, JsonPlaces places) {
        PlanSpec spec() {
            List<UnrecognizedPropertyException> unknown = new ArrayList<>();
            Optional<PlanSpec> read = Optional.empty();
            while (read.isEmpty() && unknown.size() < MOST_UNKNOWN) {
                try {
                    read = Optional.of(MAPPER.treeToValue(file, PlanSpec.class));
                } catch (UnrecognizedPropertyException e) {
                    unknown.add(e);
                    if (!remove(e)) {
                        break;
                    }
                } catch (JacksonException e) {
                    if (unknown.isEmpty()) {
                        throw unreadable(e);
                    }
                    break;
                }
            }
            if (!unknown.isEmpty()) {
                throw unknown(unknown);
            }
            return read.orElseThrow();
        }

        private boolean remove(UnrecognizedPropertyException e) {
            JsonNode node = file;
            for (JacksonException.Reference step :
                    e.getPath().subList(0, Math.max(0, e.getPath().size() - 1))) {
                node = step.getPropertyName() != null ? node.path(step.getPropertyName()) : node.path(step.getIndex());
            }
            return node instanceof ObjectNode object && object.remove(e.getPropertyName()) != null;
        }

        private MusterException unknown(List<UnrecognizedPropertyException> all) {
            List<String> texts = all.stream()
                    .map(e -> {
                        Place place = places.of(path(e));
                        return "Line " + place.line() + ", column " + place.column() + ": the property \""
                                + e.getPropertyName() + "\" is unknown.";
                    })
                    .toList();
            return invalid(
                    all.size() == 1 ? texts.getFirst() : "The file has " + all.size() + " unknown properties.",
                    all.size() == 1 ? "" : String.join("\n", texts),
                    all.getFirst());
        }

        private MusterException unreadable(JacksonException e) {
            String path = path(e);
            String details = e.getOriginalMessage();
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof MusterException refused) {
                    details = refused.problem().what();
                }
            }
            Place place = places.of(path);
            return invalid(
                    "Line " + place.line() + ", column " + place.column() + ": \"" + path + "\" cannot be read.",
                    details,
                    e);
        }

        private static String path(JacksonException e) {
            StringBuilder path = new StringBuilder();
            for (JacksonException.Reference step : e.getPath()) {
                if (step.getPropertyName() == null) {
                    path.append('[').append(step.getIndex()).append(']');
                } else {
                    path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
                }
            }
            return path.toString();
        }
    }
}
