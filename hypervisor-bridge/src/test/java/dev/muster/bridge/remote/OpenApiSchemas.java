package dev.muster.bridge.remote;

import static dev.muster.bridge.remote.OpenApiTest.ordered;
import static dev.muster.bridge.remote.OpenApiTest.ref;

import dev.muster.bridge.json.Json;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.Id;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.Volume;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Works out from the records and sealed types of the model what their JSON looks like. */
final class OpenApiSchemas {
    private static final Map<Class<?>, Map<String, Object>> PLAIN = Map.ofEntries(
            Map.entry(String.class, Map.of("type", "string")),
            Map.entry(boolean.class, Map.of("type", "boolean")),
            Map.entry(Boolean.class, Map.of("type", "boolean")),
            Map.entry(int.class, ordered("type", "integer", "format", "int32")),
            Map.entry(long.class, ordered("type", "integer", "format", "int64")),
            Map.entry(Long.class, ordered("type", "integer", "format", "int64")),
            Map.entry(double.class, ordered("type", "number", "format", "double")),
            Map.entry(Double.class, ordered("type", "number", "format", "double")),
            Map.entry(Integer.class, ordered("type", "integer", "format", "int32")),
            Map.entry(Instant.class, ordered("type", "string", "format", "date-time")),
            Map.entry(LocalTime.class, ordered("type", "string", "format", "time")),
            Map.entry(ZoneId.class, Map.of("type", "string")),
            Map.entry(LocalDate.class, ordered("type", "string", "format", "date")),
            Map.entry(Duration.class, ordered("type", "string", "format", "duration")),
            Map.entry(UUID.class, ordered("type", "string", "format", "uuid")));

    private final Map<String, Object> schemas = new TreeMap<>();

    Map<String, Object> all() {
        return schemas;
    }

    /** A reference to the schema of a type, made if it is not there yet. */
    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (raw == Optional.class) {
                return Map.of("anyOf", List.of(of(last), Map.of("type", "null")));
            }
            if (Collection.class.isAssignableFrom(raw)) {
                return ordered("type", "array", "items", of(last));
            }
            if (Map.class.isAssignableFrom(raw)) {
                return ordered("type", "object", "additionalProperties", of(last));
            }
            return of(raw);
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalStateException("no schema for " + type);
        }
        if (PLAIN.containsKey(plain)) {
            return PLAIN.get(plain);
        }
        if (Id.class.isAssignableFrom(plain)) {
            return Map.of("type", "string");
        }
        if (!schemas.containsKey(name(plain))) {
            // Put first, so that a type within itself finds it.
            schemas.put(name(plain), Map.of());
            schemas.put(name(plain), named(plain));
        }
        return ref(name(plain));
    }

    /** The name of a type's schema: what its JSON says in {@code type}, else its own name. */
    static String name(Class<?> type) {
        boolean alternative = Arrays.stream(type.getInterfaces()).anyMatch(OpenApiSchemas::isAlternatives);
        if (alternative && type.isRecord()) {
            return Json.typeName(type);
        }
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : outer.getSimpleName() + "." + type.getSimpleName();
    }

    /** The record that answers a query. */
    static Class<?> answerOf(Class<?> query) {
        for (Type parent : query.getGenericInterfaces()) {
            if (parent instanceof ParameterizedType generic
                    && generic.getActualTypeArguments()[0] instanceof Class<?> answer) {
                return answer;
            }
        }
        throw new IllegalStateException(query + " does not say what answers it");
    }

    private Map<String, Object> named(Class<?> type) {
        if (type == InventoryImage.class) {
            Map<String, Object> lists = new LinkedHashMap<>();
            lists.put("hosts", list(Host.class));
            lists.put("vms", list(Vm.class));
            lists.put("networks", list(Network.class));
            lists.put("pools", list(Pool.class));
            lists.put("volumes", list(Volume.class));
            lists.put("objects", list(LiveObject.class));
            return ordered("type", "object", "properties", lists, "required", List.copyOf(lists.keySet()));
        }
        if (type.isEnum()) {
            return ordered(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
        }
        if (isAlternatives(type)) {
            Map<String, Object> mapping = new LinkedHashMap<>();
            List<Object> one = Json.records(type).stream()
                    .map(leaf -> {
                        mapping.put(Json.typeName(leaf), "#/components/schemas/" + name(leaf));
                        return (Object) of(leaf);
                    })
                    .toList();
            return ordered("oneOf", one, "discriminator", ordered("propertyName", "type", "mapping", mapping));
        }
        if (!type.isRecord()) {
            throw new IllegalStateException("no schema for " + type);
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        if (Arrays.stream(type.getInterfaces()).anyMatch(OpenApiSchemas::isAlternatives)) {
            properties.put("type", Map.of("const", Json.typeName(type)));
        }
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(component.getName(), of(component.getGenericType()));
        }
        return ordered("type", "object", "properties", properties, "required", List.copyOf(properties.keySet()));
    }

    private Map<String, Object> list(Class<?> of) {
        return ordered("type", "array", "items", of(of));
    }

    private static boolean isAlternatives(Class<?> type) {
        return type.isInterface() && type.isSealed();
    }
}
