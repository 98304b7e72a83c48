package spate.faults.replica;

import java.net.URL;
import spate.api.ApiServiceApplication;
import spate.chat.ChatServiceApplication;
import spate.standalone.page.PageConfiguration;
import spate.stream.StreamServiceApplication;

/// The services, each with the configuration that its own jar carries.
public enum Service {
    CHAT(ChatServiceApplication.class),
    STREAM(StreamServiceApplication.class),
    API(ApiServiceApplication.class);

    private static final String CONFIGURATION = "application.yml";

    private final Class<?> application;

    Service(Class<?> application) {
        this.application = application;
    }

    /// What its application context is made of. The page comes with the service that gets every request which belongs
    /// to
    /// no other.
    Class<?>[] sources() {
        return this == API ? new Class<?>[] {application, PageConfiguration.class} : new Class<?>[] {application};
    }

    /// All services are on one class path, where only one configuration would be found by its name.
    String configuration() {
        URL home = application.getProtectionDomain().getCodeSource().getLocation();
        return home.getPath().endsWith(".jar") ? "jar:" + home + "!/" + CONFIGURATION : home + CONFIGURATION;
    }
}
