package dev.muster.bridge.inventory;

import dev.muster.model.inventory.LiveObject;

/** Puts objects of features into the image that everybody sees. Any thread; cheap; nothing is kept over a restart. */
public interface ObjectPublisher {
    /** Publishes nothing, for what runs without an audience. */
    ObjectPublisher NOBODY = new ObjectPublisher() {
        @Override
        public void put(LiveObject object) {}

        @Override
        public void gone(LiveObject object) {}
    };

    /** The object appeared or changed. */
    void put(LiveObject object);

    /** The object went. */
    void gone(LiveObject object);
}
