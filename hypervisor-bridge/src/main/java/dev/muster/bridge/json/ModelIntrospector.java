package dev.muster.bridge.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.model.command.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/** Says what annotations would say, so that the model need not know Jackson. */
final class ModelIntrospector extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    private static final JsonTypeInfo.Value BY_TYPE_PROPERTY = JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, true, null);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        Class<?> type = annotated.getRawType();
        if (annotated instanceof AnnotatedClass && polymorphicRoot(type)) {
            return BY_TYPE_PROPERTY;
        }
        return super.findPolymorphicTypeInfo(config, annotated);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
        if (annotated instanceof AnnotatedClass && TypeNames.isPolymorphic(annotated.getRawType())) {
            return TypeNames.leaves(annotated.getRawType()).stream()
                    .map(leaf -> new NamedType(leaf, TypeName.of(leaf)))
                    .toList();
        }
        return super.findSubtypes(config, annotated);
    }

    @Override
    public @Nullable String findTypeName(MapperConfig<?> config, AnnotatedClass annotated) {
        return polymorphicRoot(annotated.getRawType()) && annotated.getRawType().isRecord()
                ? TypeName.of(annotated.getRawType())
                : super.findTypeName(config, annotated);
    }

    /** A sealed interface of the model, or a record that is one of its alternatives. */
    private static boolean polymorphicRoot(Class<?> type) {
        if (TypeNames.isPolymorphic(type)) {
            return true;
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (TypeNames.isPolymorphic(parent)) {
                return true;
            }
        }
        return false;
    }
}
