package spate.stream.hotwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NounsTests {

    private static final Nouns NOUNS = new Nouns();

    @AfterAll
    static void close() {
        NOUNS.close();
    }

    @Test
    void koreanNounsAreFoundWithoutTheirParticles() {
        assertThat(NOUNS.of("고양이가 카메라를 가렸어요")).containsExactly("고양이", "카메라");
        assertThat(NOUNS.of("이 게임 진짜 꿀잼이네")).containsExactly("게임", "꿀잼");
        assertThat(NOUNS.of("게임 게임 게임")).containsExactly("게임");
    }

    @Test
    void englishNounsAreFoundInTheSingular() {
        assertThat(NOUNS.of("the boss music is really good")).containsExactly("boss", "music");
        assertThat(NOUNS.of("Those DRAGONS again!!")).containsExactly("dragon");
        assertThat(NOUNS.of("이 boss 진짜 어렵다")).contains("boss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ㅋㅋㅋㅋㅋㅋ",
                "ㅠㅠ",
                "ㅎㅎㅎ ㅜㅜ",
                "하하하하",
                "lol lmao omg",
                "aaaaaaa",
                "ㅇㅇ ㄱㄱ ㄴㄴ",
                "👍👍👍 !!! ???",
                "진짜 정말 너무",
                "12345",
                "",
            })
    void laughterTearsAndTheLikeAreNoWords(String text) {
        assertThat(NOUNS.of(text)).isEmpty();
    }

    @Test
    void theWorkForOneTextIsBounded() {
        assertThat(NOUNS.of("고양이 강아지 게임 방송 음악 노래 친구 학교 회사 시험 여행 드라마 영화 커피 컴퓨터")).hasSize(Nouns.OF_TEXT_MAX);
        assertThat(NOUNS.of("고양이 ".repeat(500))).containsExactly("고양이");
    }

    @Test
    void whatIsTalkedAboutMostIsNouns() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        for (String line : lines()) {
            NOUNS.of(line).forEach(noun -> counts.merge(noun, 1, Integer::sum));
        }
        assertThat(List.of("게임", "고양이", "노래", "방송", "치킨", "여행", "시험", "커피", "드라마", "시청자", "채팅"))
                .allSatisfy(noun -> assertThat(counts).containsKey(noun));
        assertThat(counts.keySet())
                .doesNotContain("보는", "먹고", "좋다", "너무", "같이", "중인", "해요", "주세요")
                .allSatisfy(noun -> assertThat(noun).matches("[가-힣]{2,}"));
    }

    private static List<String> lines() throws IOException {
        try (var lines = NounsTests.class.getResourceAsStream("lines-ko.txt")) {
            if (lines == null) {
                throw new IOException("no lines");
            }
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
