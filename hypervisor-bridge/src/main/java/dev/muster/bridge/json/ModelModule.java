package dev.muster.bridge.json;

import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.Id;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.Volume;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.KeyDeserializers;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Ids as strings, also as keys of maps; an inventory image as lists. */
final class ModelModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    ModelModule() {
        super("muster-model");
        addSerializer(new IdSerializer());
        addKeySerializer(Id.class, new IdKeySerializer());
        addSerializer(new ImageSerializer());
        addDeserializer(InventoryImage.class, new ImageDeserializer());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addDeserializers(new IdDeserializers());
        context.addKeyDeserializers(new IdKeyDeserializers());
    }

    private static final class IdSerializer extends StdSerializer<Id> {
        IdSerializer() {
            super(Id.class);
        }

        @Override
        public void serialize(Id id, JsonGenerator out, SerializationContext context) {
            out.writeString(id.text());
        }

        @Override
        public void serializeWithType(Id id, JsonGenerator out, SerializationContext context, TypeSerializer type) {
            out.writeString(id.text());
        }
    }

    private static final class IdKeySerializer extends StdSerializer<Id> {
        IdKeySerializer() {
            super(Id.class);
        }

        @Override
        public void serialize(Id id, JsonGenerator out, SerializationContext context) {
            out.writeName(id.text());
        }
    }

    private static final class IdDeserializers extends Deserializers.Base {
        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier bean) {
            return isId(type.getRawClass()) ? new IdDeserializer(new IdReader(type.getRawClass())) : null;
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return isId(type);
        }
    }

    private static final class IdKeyDeserializers implements KeyDeserializers {
        @Override
        public @Nullable KeyDeserializer findKeyDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier bean) {
            return isId(type.getRawClass()) ? new IdKeyDeserializer(new IdReader(type.getRawClass())) : null;
        }
    }

    private static boolean isId(Class<?> type) {
        return Id.class.isAssignableFrom(type) && type.isRecord();
    }

    private static final class IdDeserializer extends ValueDeserializer<Object> {
        private final IdReader reader;

        IdDeserializer(IdReader reader) {
            this.reader = reader;
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) {
            return reader.read(context.readValue(in, String.class));
        }

        @Override
        public Object deserializeWithType(JsonParser in, DeserializationContext context, TypeDeserializer type) {
            return deserialize(in, context);
        }
    }

    private static final class IdKeyDeserializer extends KeyDeserializer {
        private final IdReader reader;

        IdKeyDeserializer(IdReader reader) {
            this.reader = reader;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return reader.read(key);
        }
    }

    /** Calls the static {@code of(String)} every id type has. */
    private static final class IdReader {
        private final MethodHandle of;

        IdReader(Class<?> type) {
            try {
                this.of =
                        MethodHandles.publicLookup().findStatic(type, "of", MethodType.methodType(type, String.class));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + " has no static of(String)", e);
            }
        }

        Object read(String text) {
            try {
                return of.invoke(text);
            } catch (MusterException e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** An image as it travels; a bridge before features had objects sent none. */
    record ImageLists(
            List<Host> hosts,
            List<Vm> vms,
            List<Network> networks,
            List<Pool> pools,
            List<Volume> volumes,
            @Nullable List<LiveObject> objects)
            implements Serializable {}

    private static final class ImageSerializer extends StdSerializer<InventoryImage> {
        ImageSerializer() {
            super(InventoryImage.class);
        }

        @Override
        public void serialize(InventoryImage image, JsonGenerator out, SerializationContext context) {
            context.writeValue(
                    out,
                    new ImageLists(
                            List.copyOf(image.hosts().values()),
                            List.copyOf(image.vms().values()),
                            List.copyOf(image.networks().values()),
                            List.copyOf(image.pools().values()),
                            List.copyOf(image.volumes().values()),
                            image.objects().values().stream()
                                    .flatMap(kind -> kind.values().stream())
                                    .toList()));
        }
    }

    private static final class ImageDeserializer extends ValueDeserializer<InventoryImage> {
        @Override
        public InventoryImage deserialize(JsonParser in, DeserializationContext context) {
            ImageLists lists = context.readValue(in, ImageLists.class);
            return InventoryImage.of(
                    lists.hosts(),
                    lists.vms(),
                    lists.networks(),
                    lists.pools(),
                    lists.volumes(),
                    Objects.requireNonNullElse(lists.objects(), List.of()));
        }
    }
}
