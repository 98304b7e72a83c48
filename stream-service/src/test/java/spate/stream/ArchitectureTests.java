package spate.stream;

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
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Hooks;

class ArchitectureTests {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("spate.stream");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("spate.stream.(*)..").should().beFreeOfCycles().check(SERVICE);
    }

    @Test
    void noServiceKnowsAnother() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("spate.chat..", "spate.api..")
                .check(SERVICE);
    }

    @Test
    void nothingBlocks() {
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("block.*|toIterable|toStream|toFuture"))
                        .and(target(owner(assignableTo(Publisher.class)))))
                .orShould()
                .callMethodWhere(target(name("sleep")).and(target(owner(assignableTo(Thread.class)))))
                .check(SERVICE);
    }

    @Test
    void onlyWhatHasALifecycleSubscribes() {
        noClasses()
                .that()
                .areNotAssignableTo(SmartLifecycle.class)
                .should()
                .callMethodWhere(target(name("subscribe")).and(target(owner(assignableTo(Publisher.class)))))
                .check(SERVICE);
    }

    @Test
    void errorsAreNotSwallowedAndHooksAreNotSet() {
        noClasses()
                .should()
                .callMethodWhere(target(name("onErrorContinue")))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Hooks.class)
                .check(SERVICE);
    }

    @Test
    void theKafkaClientStaysInItsAdapters() {
        noClasses()
                .that()
                .haveNameNotMatching("spate\\.stream\\.archive\\.Kafka.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("reactor.kafka..")
                .check(SERVICE);
    }

    @Test
    void timeComesFromClocks() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(SERVICE);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(SERVICE.stream().map(each -> each.getPackage()).distinct())
                .isNotEmpty()
                .allSatisfy(each ->
                        assertThat(each.isAnnotatedWith(NullMarked.class)).isTrue());
    }
}
