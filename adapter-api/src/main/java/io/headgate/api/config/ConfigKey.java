package io.headgate.api.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one key of an adapter's configuration record. The key is the component's name in snake case. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ConfigKey {

    /** One sentence: what it means, its unit, what is allowed. */
    String value();

    /** Used when the key is absent, written as it would be in the configuration. Empty: the component is null or its type's zero. */
    String defaultValue() default "";

    /**
     * True if a change of the value can change neither what is read nor where it lands: credentials, sizes, threads. A run that was
     * interrupted then resumes with the new value. Values of type {@link Secret} are always of this kind.
     */
    boolean tuning() default false;

    /** Refuse a configuration without this key. */
    boolean required() default false;
}
