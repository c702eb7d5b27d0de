package ferry.unit.user;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.user.PasswordHashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordHashesTest {
    private static final PasswordHashes HASHES = Users.HASHES;

    @ParameterizedTest
    @ValueSource(strings = {"secret", "x", "\u00fcber-geheim \u20ac", "\udcfc\udcdf", " blanks "})
    void verifiesWhatItHashed(String password) {
        var hash = HASHES.hash(password);

        assertTrue(HASHES.verify(password, hash));
        assertFalse(HASHES.verify(password + "x", hash));
        assertFalse(PasswordHashes.old(hash));
    }

    @Test
    void writesBcryptOfItsCostWithASaltEachTime() {
        var hash = new PasswordHashes(5).hash("secret");

        assertTrue(hash.startsWith("$2a$05$"));
        assertNotEquals(hash, new PasswordHashes(5).hash("secret"));
    }

    @Test
    void readsLongPasswordsToTheirEnd() {
        var hash = HASHES.hash("a".repeat(99) + "b");

        assertTrue(HASHES.verify("a".repeat(99) + "b", hash));
        assertFalse(HASHES.verify("a".repeat(99) + "c", hash));
        assertFalse(HASHES.verify("a".repeat(72), hash));
    }

    @Test
    void tellsBytesThatAreNoUtf8Apart() {
        assertFalse(HASHES.verify("\udce4", HASHES.hash("\udcf6")));
        assertFalse(HASHES.verify("?", HASHES.hash("\udcf6")));
    }

    /** A test vector of crypt_blowfish, under the letters of three generations of programs. */
    @ParameterizedTest
    @CsvSource({
        "U*U, $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "U*U, $2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "U*U, $2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
    })
    void verifiesBcryptOfOtherPrograms(String password, String hash) {
        assertTrue(HASHES.verify(password, hash));
        assertFalse(HASHES.verify("U*V", hash));
        assertFalse(PasswordHashes.old(hash));
    }

    /** Other programs cut a long password off after 72 bytes. */
    @Test
    void verifiesLongPasswordsOfOtherPrograms() {
        var cut = HASHES.hash("a".repeat(72));

        assertTrue(HASHES.verify("a".repeat(80), cut));
        assertFalse(HASHES.verify("b" + "a".repeat(79), cut));
    }

    @ParameterizedTest
    @CsvSource({
        "admin, 21232F297A57A5A743894A0E4A801FC3",
        "admin, 21232f297a57a5a743894a0e4a801fc3",
        "admin, 61834729:7808DEF5BDC38830EB04067CAF88485C",
        "clear text, clear text",
        "$ign, $ign",
    })
    void takesTheseFormsForOld(String password, String stored) {
        assertTrue(PasswordHashes.old(stored), password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"21232F297A57A5A743894A0E4A801FC3", "21232f297a57a5a743894a0e4a801fc3"})
    void verifiesMd5(String stored) {
        assertTrue(HASHES.verify("admin", stored));
        assertFalse(HASHES.verify("Admin", stored));
        assertFalse(HASHES.verify(stored, stored));
    }

    @ParameterizedTest
    @ValueSource(strings = {"61834729:7808DEF5BDC38830EB04067CAF88485C", "61834729:7808def5bdc38830eb04067caf88485c"})
    void verifiesSaltedMd5(String stored) {
        assertTrue(HASHES.verify("admin", stored));
        assertFalse(HASHES.verify("Admin", stored));
        assertFalse(HASHES.verify(stored, stored));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear text", "$ign", "p:q", "{x}", "0123456789abcdef"})
    void verifiesClearText(String stored) {
        assertTrue(HASHES.verify(stored, stored));
        assertFalse(HASHES.verify(stored + " ", stored));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$6$salt$hash",
                "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA",
                "{SSHA}aGFzaA==",
                "$2a$10$tooshort",
                "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
            })
    void neverTakesAStrangeHashForAPassword(String stored) {
        assertFalse(HASHES.verify(stored, stored));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 17})
    void refusesACostOutOfReason(int cost) {
        assertThrows(IllegalArgumentException.class, () -> new PasswordHashes(cost));
    }
}
