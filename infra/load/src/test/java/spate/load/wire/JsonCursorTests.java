package spate.load.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCursorTests {

    private static JsonCursor cursor(String json) {
        return JsonCursor.over(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fieldsOfInnerObjectsAreNotTakenForOuterOnes() {
        var cursor =
                cursor("{\"by\":{\"id\":\"inner\",\"a\":[{\"id\":1}]},\"x\":\"\\\"id\\\":\\\"no\",\"id\":\"outer\"}");
        var seen = new LinkedHashMap<String, String>();
        cursor.enterObject();
        while (cursor.nextField()) {
            String name = cursor.field();
            seen.put(name, cursor.stringOrEmpty());
        }
        assertThat(seen)
                .containsExactly(
                        org.assertj.core.api.Assertions.entry("by", ""),
                        org.assertj.core.api.Assertions.entry("x", "\"id\":\"no"),
                        org.assertj.core.api.Assertions.entry("id", "outer"));
    }

    @Test
    void stringsEndAtTheirOwnQuoteOnly() {
        var cursor = cursor("[\"a\\\\\",\"b\\\"]\",\"c\"]");
        cursor.enterArray();
        assertThat(cursor.nextElement()).isTrue();
        assertThat(cursor.string()).isEqualTo("a\\");
        assertThat(cursor.nextElement()).isTrue();
        assertThat(cursor.string()).isEqualTo("b\"]");
        assertThat(cursor.nextElement()).isTrue();
        assertThat(cursor.string()).isEqualTo("c");
        assertThat(cursor.nextElement()).isFalse();
    }

    @Test
    void escapesAreResolved() {
        assertThat(cursor("\"\\u00e9\\n\\t\\/\\ud83d\\udc4b\"").string()).isEqualTo("é\n\t/👋");
    }

    @Test
    void spaceIsAllowedAnywhere() {
        var cursor = cursor(" {\n \"a\" : 12 ,\t\"b\" : [ ] , \"c\":true } ");
        cursor.enterObject();
        assertThat(cursor.nextField()).isTrue();
        assertThat(cursor.number(-1)).isEqualTo(12);
        assertThat(cursor.nextField()).isTrue();
        cursor.skip();
        assertThat(cursor.nextField()).isTrue();
        assertThat(cursor.isTrue()).isTrue();
        assertThat(cursor.nextField()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,}",
                "{\"a\":\"x",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "[]",
                "{\"a\":}"
            })
    void brokenTextIsRefused(String json) {
        assertThatThrownBy(() -> {
                    var cursor = cursor(json);
                    cursor.enterObject();
                    while (cursor.nextField()) {
                        cursor.skip();
                    }
                })
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void writtenTextReadsBack() {
        String text = "quote \" backslash \\ newline \n 고양이 👋";
        assertThat(cursor(JsonText.of(text)).string()).isEqualTo(text);
    }
}
