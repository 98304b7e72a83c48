package spate.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.bind.annotation.RequestMapping;
import spate.api.web.Needs;

class ArchitectureTests {

    private static final Set<String> BLOCKING =
            Set.of("block", "blockFirst", "blockLast", "blockOptional", "toIterable", "toStream");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("spate.api");

    @Test
    void packagesDependInOneDirection() {
        slices().matching("spate.api.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingBlocks() {
        noClasses()
                .should()
                .accessTargetWhere(methodOfPublisher(BLOCKING))
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }

    @Test
    void onlyLifecyclesSubscribe() {
        noClasses()
                .that()
                .areNotAssignableTo(SmartLifecycle.class)
                .should()
                .accessTargetWhere(methodOfPublisher(Set.of("subscribe", "onErrorContinue")))
                .check(CLASSES);
    }

    @Test
    void onlyTicksTouchSinks() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Ticks")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("reactor.core.publisher.Sinks")
                .check(CLASSES);
    }

    @Test
    void timeComesFromAClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void everyCallOfARoomSaysWhichRightItNeeds() {
        assertThat(CLASSES.stream()
                        .flatMap(each -> each.getMethods().stream())
                        .filter(ArchitectureTests::isCallOfARoom)
                        .filter(method -> !method.isAnnotatedWith(Needs.class))
                        .map(JavaMethod::getFullName))
                .as("calls without @Needs")
                .isEmpty();
    }

    private static boolean isCallOfARoom(JavaMethod method) {
        return method.getAnnotations().stream()
                .filter(each -> each.getRawType().isMetaAnnotatedWith(RequestMapping.class))
                .flatMap(each -> Stream.of("value", "path").map(each::get))
                .flatMap(Optional::stream)
                .anyMatch(paths ->
                        paths instanceof String[] all && Arrays.toString(all).contains("{room}"));
    }

    @Test
    void everyPackageIsNullMarked() {
        var packages = CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(each -> !each.getClasses().isEmpty())
                .toList();
        assertThat(packages).hasSizeGreaterThan(8).allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    private static DescribedPredicate<JavaAccess<?>> methodOfPublisher(Set<String> names) {
        return DescribedPredicate.describe(
                "one of " + names + " of a publisher",
                access -> names.contains(access.getTarget().getName())
                        && access.getTargetOwner().isAssignableTo(Publisher.class));
    }
}
