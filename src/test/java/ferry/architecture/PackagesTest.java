package ferry.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.MonitorInstruction;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.Context;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may import whom, and what nobody may use. */
final class PackagesTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("ferry");

    private static final String PROGRAMS = "ferry.hook.Programs";

    private static final ImmutableSet<String> PACKAGES = ImmutableSet.of(
            "admin",
            "codec",
            "command",
            "config",
            "console",
            "data",
            "event",
            "file",
            "guard",
            "hook",
            "legacy",
            "figures",
            "log",
            "metrics",
            "properties",
            "protocol",
            "proxy",
            "server",
            "session",
            "systemd",
            "tls",
            "user");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            config     | server legacy log metrics session data codec user file guard tls proxy event hook protocol properties
            admin      | session figures event data user guard tls protocol properties
            console    | admin protocol
            server     | command session data user guard tls figures event proxy protocol
            legacy     | command session data codec file user guard figures event proxy protocol
            command    | session data codec file user guard tls figures event protocol
            session    | data codec file user guard tls figures event proxy protocol
            event      | protocol
            figures    | event protocol
            log        | event protocol properties
            hook       | event protocol properties
            metrics    | figures event hook protocol
            user       | file tls protocol properties
            data       | codec file tls proxy protocol
            tls        | protocol properties
            codec      | protocol
            file       | protocol
            guard      | protocol properties
            proxy      | protocol
            properties | ""
            systemd    | ""
            protocol   | ""
            """)
    void seesNoOtherPackagesThanItsOwn(String importer, String allowed) {
        var visible = ImmutableSet.<String>builder()
                .add(importer)
                .addAll(Splitter.on(' ').omitEmptyStrings().split(allowed))
                .build();
        var hidden = new ArrayList<String>(List.of("ferry"));
        Sets.difference(PACKAGES, visible).forEach(name -> hidden.add(allOf(name)));

        check(noClasses()
                .that()
                .resideInAPackage(allOf(importer))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(hidden.toArray(String[]::new)));
    }

    @Test
    void hasNoPackageThatTheTableLeavesOut() {
        var unknown = MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals("ferry") && !PACKAGES.contains(name.substring("ferry.".length())))
                .collect(toCollection(TreeSet::new));

        assertEquals(Set.of(), unknown);
    }

    @Test
    void hasNoCycles() {
        check(slices().matching("ferry.(*)..").should().beFreeOfCycles());
    }

    @Test
    void marksEveryPackageAsFreeOfNulls() {
        var unmarked = MAIN.stream()
                .map(JavaClass::getPackage)
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(toCollection(TreeSet::new));

        assertEquals(Set.of(), unmarked, "packages without @NullMarked in their package-info.java");
    }

    @Test
    void touchesStorageOnlyWhereStorageIsTheJob() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "ferry",
                        allOf("admin"), // the place of its socket
                        allOf("file"),
                        allOf("guard"),
                        allOf("log"),
                        allOf("hook"),
                        allOf("user"),
                        allOf("config"),
                        allOf("properties"),
                        allOf("tls"))
                .should()
                .dependOnClassesThat(resideInAPackage("java.nio.file..")
                        .and(not(assignableTo(FileSystemException.class))))); // its errors are the words of all
    }

    /** Only to a file that the JDK wants as a {@link File} can a program write; see {@link #startsProgramsInOnePlace}. */
    @Test
    void knowsPathsButNoFiles() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(PROGRAMS)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(File.class)
                .orShould()
                .callMethod(Path.class, "toFile"));
    }

    /** A stalled peer would hold the carrier of a virtual thread; the package data owns the threads that may block. */
    @Test
    void sendsFromFileToSocketOnlyInData() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(allOf("data"))
                .and()
                .doNotHaveFullyQualifiedName("ferry.file.Copying") // from file to file, which waits for no peer
                .should()
                .accessTargetWhere(
                        target(owner(assignableTo(FileChannel.class))).and(target(name("transferTo")))));
    }

    @Test
    void makesNoObjectsOfWhatComesFromOutside() {
        check(noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class));
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.beans..", "java.rmi..", "javax.script..", "javax.management.remote.."));
        check(noClasses().should().dependOnClassesThat().areAssignableTo(Context.class)); // JNDI's
        check(noClasses().should().dependOnClassesThat().areAssignableTo(ClassLoader.class));
        check(noClasses().should().callMethod(Class.class, "forName", String.class));
    }

    /** The programs of hooks, which the administrator names; no client has a say in which, and no shell is between. */
    @Test
    void startsProgramsInOnePlace() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(PROGRAMS)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class));
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(PROGRAMS)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Process.class));
        check(noClasses()
                .should()
                .callMethodWhere(target(owner(assignableTo(Runtime.class))).and(target(name("exec")))));
    }

    /** Who has a network address chooses its name; and asking for it waits for servers of names. */
    @Test
    void asksForNoNamesOfAddresses() {
        var name = name("getHostName").or(name("getCanonicalHostName"));
        check(noClasses()
                .should()
                .accessTargetWhere(
                        target(owner(assignableTo(InetAddress.class))).and(target(name))));
        check(noClasses()
                .should()
                .accessTargetWhere(
                        target(owner(assignableTo(InetSocketAddress.class))).and(target(name))));
    }

    @Test
    void hasNoThreadLocals() {
        check(noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class));
    }

    @Test
    void hasNoSynchronizedMethods() {
        check(noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED));
    }

    @Test
    void hasNoSynchronizedBlocks() throws IOException {
        var guilty = new TreeSet<String>();
        for (JavaClass each : MAIN) {
            if (entersAMonitor(each.getSource().orElseThrow().getUri())) {
                guilty.add(each.getName());
            }
        }

        assertEquals(Set.of(), guilty);
    }

    @Test
    void namesClassesForWhatTheyAre() {
        check(noClasses()
                .should()
                .haveNameMatching(
                        "(.*[.$])?(\\w*(Impl|Manager|Helper|Utils?|Factory)|(Abstract|Default|Base)([A-Z]\\w*)?)"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }

    private static String allOf(String name) {
        return "ferry." + name + "..";
    }

    private static boolean entersAMonitor(URI classFile) throws IOException {
        return ClassFile.of().parse(Path.of(classFile)).methods().stream()
                .flatMap(method -> method.code().stream())
                .anyMatch(code -> code.elementStream().anyMatch(MonitorInstruction.class::isInstance));
    }
}
