package spate.api.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import spate.rooms.policy.Right;

/// Which right a call of a room asks for. Every call whose path names a room has it: the OpenAPI tells it as
/// `x-rights`, and from there every call is tried as everybody who can stand in a room. It says what the call asks; it
/// does not ask by itself.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

    /// The right. Where there are two, the first is for what others own and the second for what is one's own.
    Right[] value();
}
