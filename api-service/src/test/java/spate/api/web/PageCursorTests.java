package spate.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageCursorTests {

    private static final BiFunction<List<Integer>, @Nullable String, Page> PAGE = Page::new;

    @Test
    void aPageEndsWhereTheNextBegins() {
        Page page = page(List.of(7, 8, 9), 2);
        assertThat(page.rows()).containsExactly(7, 8);
        assertThat(PageCursor.of(page.next())).isEqualTo(new PageCursor(8, "k8"));
    }

    @Test
    void theLastPageHasNoNext() {
        assertThat(page(List.of(7, 8), 2)).isEqualTo(new Page(List.of(7, 8), null));
        assertThat(page(List.of(), 2)).isEqualTo(new Page(List.of(), null));
    }

    private static Page page(List<Integer> found, int limit) {
        return PageCursor.page(found, limit, row -> new PageCursor(row, "k" + row), PAGE);
    }

    private record Page(List<Integer> rows, @Nullable String next) {}
}
