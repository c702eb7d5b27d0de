package ferry.unit.file;

import static ferry.file.Permission.APPEND;
import static ferry.file.Permission.LIST;
import static ferry.file.Permission.READ;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.Permission;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The words of the users file. */
final class PermissionTest {
    @ParameterizedTest
    @EnumSource
    void haveTheirNamesInAnyCase(Permission permission) {
        assertEquals(Set.of(permission), Permission.parse(permission.name()));
        assertEquals(
                Set.of(permission), Permission.parse(" " + permission.name().toLowerCase(Locale.ROOT) + ","));
    }

    @Test
    void areAdded() {
        assertEquals(Set.of(LIST, READ, APPEND), Permission.parse("list, Read ,none,append,list"));
    }

    @Test
    void mayBeAllOrNone() {
        assertEquals(Set.of(Permission.values()), Permission.parse("all"));
        assertEquals(Set.of(), Permission.parse("none"));
        assertEquals(Set.of(), Permission.parse(""));
    }

    @Test
    void nameTheWrongWord() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> Permission.parse("list,wirte"));

        assertTrue(String.valueOf(thrown.getMessage()).contains("\"wirte\""), thrown::getMessage);
    }
}
