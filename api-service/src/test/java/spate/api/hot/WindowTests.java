package spate.api.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTests {

    private static final int THRESHOLD = 10;
    private final Window window = new Window(THRESHOLD, 5_000);

    @Test
    void belowTheThresholdEveryFetchAsks() {
        for (int second = 0; second < 20; second++) {
            assertThat(enter(THRESHOLD - 1, true, second * 1_000L)).containsOnly(Way.ASK);
        }
        assertThat(window.isHot(20_000)).isFalse();
    }

    @Test
    void aHotRoomIsAskedOnceASecond() {
        List<Way> first = enter(100, true, 0);
        assertThat(Collections.frequency(first, Way.ASK)).isEqualTo(THRESHOLD - 1);
        assertThat(Collections.frequency(first, Way.LOAD)).isEqualTo(1);
        assertThat(Collections.frequency(first, Way.SHARE)).isEqualTo(100 - THRESHOLD);
        List<Way> second = enter(100, true, 1_000);
        assertThat(second).first().isEqualTo(Way.LOAD);
        assertThat(second.subList(1, 100)).containsOnly(Way.SHARE);
    }

    @Test
    void pagesThatNoSnapshotHasAskAsLongAsThereIsRoom() {
        enter(100, true, 0);
        List<Way> pages = enter(100, false, 1_000);
        assertThat(pages.subList(0, THRESHOLD - 1)).containsOnly(Way.ASK);
        assertThat(pages.subList(THRESHOLD - 1, 100)).containsOnly(Way.WAIT);
    }

    @Test
    void itHealsByItself() {
        enter(100, true, 0);
        assertThat(window.enter(true, 4_900)).isEqualTo(Way.LOAD);
        assertThat(window.isHot(5_000)).isFalse();
        assertThat(window.enter(true, 5_000)).isEqualTo(Way.ASK);
    }

    @Test
    void whateverComesTheDatabaseIsAskedAtMostSoOften() {
        var random = new Random(42);
        for (int second = 0; second < 200; second++) {
            int asked = 0;
            for (int fetch = random.nextInt(40); fetch > 0; fetch--) {
                Way way = window.enter(random.nextInt(3) > 0, second * 1_000L + random.nextInt(1_000));
                asked += way == Way.ASK || way == Way.LOAD ? 1 : 0;
            }
            assertThat(asked).isLessThanOrEqualTo(THRESHOLD);
        }
    }

    private List<Way> enter(int fetches, boolean isNewest, long at) {
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < fetches; i++) {
            ways.add(window.enter(isNewest, at));
        }
        return ways;
    }
}
