package dev.muster.bridge.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.muster.model.command.TypeName;
import dev.muster.model.job.Step;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/** Says what annotations would say, so that the model need not know Jackson. */
final class ModelIntrospector extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    private static final JsonTypeInfo.Value BY_TYPE_PROPERTY = JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, true, null);
    /** Asked for by its own class, a record is that record: what was stored before it became an alternative has no type. */
    private static final JsonTypeInfo.Value BY_CLASS = BY_TYPE_PROPERTY.withRequireTypeIdForSubtypes(false);

    private static final Set<Class<?>> GROWN = Set.of(Step.class);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        Class<?> type = annotated.getRawType();
        if (annotated instanceof AnnotatedClass && polymorphicRoot(type)) {
            return type.isRecord() ? BY_CLASS : BY_TYPE_PROPERTY;
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

    /**
     * What an older bridge does not tell yet is empty: of records that grew since, and that are told but never asked for a
     * change.
     */
    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
        boolean grown = annotated instanceof AnnotatedMember member && GROWN.contains(member.getDeclaringClass());
        boolean hasEmpty = annotated.getRawType() == String.class || annotated.getRawType() == List.class;
        return grown && hasEmpty
                ? JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)
                : super.findSetterInfo(config, annotated);
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
