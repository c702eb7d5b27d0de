package ferry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.VirtualPath;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule holds for a path. */
final class RightsRulesTest {
    private static VirtualPath path(String text) {
        return VirtualPath.ROOT.resolve(text);
    }

    private static Rights rights(String rules) {
        return Rights.parse(rules, Set.of());
    }

    private static boolean fits(String pattern, String path) {
        return !rights(pattern + ":list").at(path(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/**, /",
        "/**, /a/b/c",
        "/a, /a",
        "/a/**, /a",
        "/a/**, /a/b",
        "/a/**, /a/b/c",
        "/a/*, /a/b",
        "/*, /a",
        "/**/private, /private",
        "/**/private, /a/b/private",
        "/**/private/**, /private",
        "/**/private/**, /a/private/b/c",
        "/**/a/**/b, /a/b",
        "/**/a/**/b, /x/a/a/b/b",
        "/home-?/*.txt, /home-1/.txt",
        "/a%3Ab/%2A, /a:b/*",
        "/**/**, /",
    })
    void fit(String pattern, String path) {
        assertTrue(fits(pattern, path));
    }

    @ParameterizedTest
    @CsvSource({
        "/, /a",
        "/a, /",
        "/a, /A",
        "/a, /a/b",
        "/a/**, /",
        "/a/**, /ab",
        "/a/*, /a",
        "/a/*, /a/b/c",
        "/**/private, /private/a",
        "/**/private/**, /privates",
        "/**/a/**/b, /b/a",
        "/home-?/*.txt, /home-12/a.txt",
        "/%2A, /a",
    })
    void doNotFit(String pattern, String path) {
        assertFalse(fits(pattern, path));
    }

    @Test
    void takeTheFirstThatFits() {
        var rights = Rights.parse("/a/b/**: none; /a/** :read, List;/**:write;", Set.of(Permission.DELETE));

        assertEquals(Set.of(), rights.at(path("/a/b/c")));
        assertEquals(Permission.READ_ONLY, rights.at(path("/a/c")));
        assertEquals(Set.of(Permission.WRITE), rights.at(path("/")));
    }

    @Test
    void leaveTheRestToThePermissions() {
        assertEquals(Permission.ALL, Rights.parse("/a/**:none", Permission.ALL).at(path("/b")));
        assertTrue(Rights.parse(" ; ", Permission.ALL).uniform());
    }

    @Test
    void tellWhatNeverHolds() {
        assertEquals(
                List.of(
                        "\"/pub/private/**:none\" never holds: \"/pub/**:list\" stands before it and fits the same paths"),
                rights("/pub/**:list; /pub/private/**:none").warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "/**, /",
        "/a/**, /a",
        "/a/**, /a/*/b",
        "/a/**, /a/**/b",
        "/**/b, /a/**/b",
        "/*, /a",
        "/*.txt, /a.txt",
        "/a?, /a?",
        "/**/**, /**",
    })
    void coverEachOther(String early, String late) {
        assertEquals(1, rights(early + ":list;" + late + ":none").warnings().size());
    }

    @ParameterizedTest
    @CsvSource({
        "/, /**",
        "/a, /a/**",
        "/a/*, /a/**",
        "/a/**, /**/a",
        "/**/b, /**/b/**",
        "/a, /*",
        "/*.txt, /*",
        "/a/*/b, /a/**/b",
    })
    void doNotCoverEachOther(String early, String late) {
        assertEquals(List.of(), rights(early + ":list;" + late + ":none").warnings());
    }

    @Test
    void letFoldersBeEnteredWhereSomethingIsPermitted() {
        var rights = rights("/a/b/secret/**:none; /a/b/*:read; /drop/**:write");

        assertTrue(rights.enterable(path("/")));
        assertTrue(rights.enterable(path("/a")));
        assertTrue(rights.enterable(path("/a/b")));
        assertTrue(rights.enterable(path("/drop/x")));
        assertFalse(rights.enterable(path("/a/b/secret")));
        assertFalse(rights.enterable(path("/a/c")));
        assertFalse(rights.enterable(path("/b")));
    }

    @Test
    void knowWhereNothingDiffersBelow() {
        var rights = rights("/a/**:read; /**/private/**:none");

        assertTrue(rights.uniformBelow(path("/a/b")));
        assertTrue(rights.uniformBelow(path("/b/private")));
        assertFalse(rights.uniformBelow(path("/b")));
        assertTrue(rights("/a:read").uniformBelow(path("/a")));
    }

    @Test
    void foldCaseWhereTheDiskDoes() {
        var rights = Rights.parse("/Private/**:none", Permission.ALL);

        assertEquals(Permission.ALL, rights.caseless(false).at(path("/PRIVATE/x")));
        assertEquals(Set.of(), rights.caseless(true).at(path("/PRIVATE/x")));
    }

    @Test
    void areOnlySoManyAndSoLong() {
        String many = "/a:list;".repeat(257);
        String deep = "/a".repeat(63) + ":list";

        assertThrows(IllegalArgumentException.class, () -> rights(many));
        assertThrows(IllegalArgumentException.class, () -> rights(deep));
        assertEquals(
                Permission.READ_ONLY, rights("/a".repeat(62) + ":list,read").at(path("/a".repeat(62))));
    }

    @Test
    void matchInBoundedTime() {
        var rights = rights(("/**/a".repeat(30) + "/b:list;").repeat(100));
        var path = path("/a".repeat(1000));

        assertTimeout(Duration.ofSeconds(10), () -> assertEquals(Set.of(), rights.at(path)));
    }
}
