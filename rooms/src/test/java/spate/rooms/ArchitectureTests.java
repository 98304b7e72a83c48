package spate.rooms;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Sinks;

class ArchitectureTests {

    private static final JavaClasses ROOMS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("spate.rooms");
    private static final JavaClasses PROTOCOL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("spate.protocol");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("spate.rooms.(*)..").should().beFreeOfCycles().check(ROOMS);
        slices().matching("spate.protocol.(*)..").should().beFreeOfCycles().check(PROTOCOL);
    }

    @Test
    void theProtocolKnowsNoFramework() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..", "reactor..", "org.reactivestreams..", "org.apache..", "io..")
                .check(PROTOCOL);
    }

    @Test
    void nothingBlocks() {
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("block.*|toIterable|toStream|toFuture"))
                        .and(target(owner(assignableTo(Publisher.class)))))
                .orShould()
                .callMethodWhere(target(name("sleep")).and(target(owner(assignableTo(Thread.class)))))
                .check(ROOMS);
    }

    /// LoopSeats is subscribed by its room, which completes it: ticks never fail and never outlive the room.
    @Test
    void onlyWhatHasALifecycleSubscribes() {
        noClasses()
                .that()
                .areNotAssignableTo(SmartLifecycle.class)
                .and()
                .doNotHaveFullyQualifiedName("spate.rooms.room.Room")
                .and()
                // Its calls are nobody's alone, and end by themselves within the time-out.
                .doNotHaveFullyQualifiedName("spate.rooms.pace.Gathering")
                .should()
                .callMethodWhere(target(name("subscribe")).and(target(owner(assignableTo(Publisher.class)))))
                .check(ROOMS);
    }

    @Test
    void errorsAreNotSwallowedAndHooksAreNotSet() {
        noClasses()
                .should()
                .callMethodWhere(target(name("onErrorContinue")))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Hooks.class)
                .check(ROOMS);
    }

    @Test
    void onlyTheRoomHasASinkForMany() {
        noClasses()
                .that()
                .resideInAPackage("spate.rooms.room")
                .and()
                .doNotHaveFullyQualifiedName("spate.rooms.room.Room")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Sinks.Many.class)
                .check(ROOMS);
    }

    /// Two adapters and what is nested in them.
    @Test
    void theKafkaClientStaysInItsAdapters() {
        noClasses()
                .that()
                .haveNameNotMatching("spate\\.rooms\\.log\\.(KafkaEventLog|LogTail)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("reactor.kafka..")
                .check(ROOMS);
        noClasses()
                .that()
                .resideOutsideOfPackage("spate.rooms.log")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(ROOMS);
    }

    @Test
    void timeComesFromClocks() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(ROOMS);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (JavaClasses module : List.of(ROOMS, PROTOCOL)) {
            assertThat(module.stream().map(each -> each.getPackage()).distinct())
                    .isNotEmpty()
                    .allSatisfy(each ->
                            assertThat(each.isAnnotatedWith(NullMarked.class)).isTrue());
        }
    }
}
