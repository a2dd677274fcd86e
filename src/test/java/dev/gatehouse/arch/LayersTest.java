package dev.gatehouse.arch;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Holds the program to the layer table.
class LayersTest {
    private static final Pattern EMPTY_NAME =
            Pattern.compile("(Abstract|Default)[A-Z].*|.*[a-z](Impl|Utils?|Helpers?|Managers?)");

    private static final Map<String, Layer> LAYERS =
            Layer.TABLE.stream().collect(Collectors.toMap(Layer::name, Function.identity()));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.gatehouse");

    @Test
    void everyPackageIsInTheTable() {
        Set<String> unknown = new TreeSet<>();
        CLASSES.forEach(type -> {
            if (!LAYERS.containsKey(name(type))) {
                unknown.add(type.getPackageName());
            }
        });
        assertThat(CLASSES).isNotEmpty();
        assertThat(unknown).isEmpty();
    }

    @Test
    void noPackageUsesMoreThanItsLineAllows() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                Layer from = LAYERS.get(name(type));
                Layer to = LAYERS.get(name(used));
                if (from != null && to != null && !from.mayUse(to)) {
                    violations.add(from.name() + " may not use " + to.name() + ": " + dependency.getDescription());
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void theTableHasNoCycleAndNoWayUp() {
        Set<String> violations = new TreeSet<>();
        for (Layer layer : Layer.TABLE) {
            for (String used : layer.may()) {
                Layer other = LAYERS.get(used);
                if (other == null || other.height() > layer.height() || reaches(other, layer)) {
                    violations.add(layer.name() + " → " + used);
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void nettyAndQuarkusStayWhereTheyBelong() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            Layer layer = LAYERS.get(name(type));
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String used = dependency.getTargetClass().getBaseComponentType().getName();
                Layer.FOREIGN.forEach((prefix, homes) -> {
                    if (layer != null
                            && used.startsWith(prefix)
                            && homes.stream().noneMatch(layer::isWithin)) {
                        violations.add(type.getName() + " uses " + used);
                    }
                });
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void noTypeHasANameThatSaysNothing() {
        assertThat(CLASSES)
                .filteredOn(type -> EMPTY_NAME.matcher(type.getSimpleName()).matches())
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            JavaPackage home = type.getPackage();
            if (!home.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(home.getName());
            }
        }
        assertThat(unmarked).isEmpty();
    }

    private static boolean reaches(Layer from, Layer to) {
        return from.equals(to) || from.may().stream().anyMatch(next -> reaches(LAYERS.get(next), to));
    }

    private static String name(JavaClass type) {
        String home = type.getPackageName() + ".";
        return home.startsWith(Layer.ROOT) && home.length() > Layer.ROOT.length()
                ? home.substring(Layer.ROOT.length(), home.length() - 1)
                : "";
    }
}
