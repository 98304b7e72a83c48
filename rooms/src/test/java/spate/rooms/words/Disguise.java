package spate.rooms.words;

import java.text.Normalizer;
import java.util.Random;

/// Writes a word in a way that people read and a plain comparison does not find.
enum Disguise {
    NONE {
        @Override
        String of(String word, Random random) {
            return word;
        }
    },
    SPACES {
        @Override
        String of(String word, Random random) {
            return between(word, " ");
        }
    },
    DOTS {
        @Override
        String of(String word, Random random) {
            return between(word, pick(random, ".", "-", "~", "..", "_", "·", "♥", "...."));
        }
    },
    JOINING_JAMO {
        @Override
        String of(String word, Random random) {
            return Normalizer.normalize(word, Normalizer.Form.NFD);
        }
    },
    LOOSE_JAMO {
        @Override
        String of(String word, Random random) {
            return apart(word);
        }
    },
    SPREAD_JAMO {
        @Override
        String of(String word, Random random) {
            return between(apart(word), pick(random, " ", "."));
        }
    },
    FULL_WIDTH {
        @Override
        String of(String word, Random random) {
            return each(word, c -> c > ' ' && c < 0x7F ? c + 0xFEE0 : c);
        }
    },
    UPPER_CASE {
        @Override
        String of(String word, Random random) {
            return each(word, c -> random.nextBoolean() ? Character.toUpperCase(c) : c);
        }
    },
    INVISIBLE {
        @Override
        String of(String word, Random random) {
            return between(word, pick(random, "\u200b", "\u200d\u2060", "\u00ad", "\ufe0f", "\u3164"));
        }
    },
    REPEATED {
        @Override
        String of(String word, Random random) {
            String apart = word.chars().allMatch(c -> c < 0x80) ? word : apart(word);
            var drawn = new StringBuilder();
            apart.codePoints().forEach(c -> drawn.repeat(c, 1 + random.nextInt(4)));
            return drawn.toString();
        }
    },
    ACCENTS {
        @Override
        String of(String word, Random random) {
            return between(word, pick(random, "\u0301", "\u0338", "\u20dd")) + "\u0301";
        }
    },
    LEET {
        @Override
        String of(String word, Random random) {
            return each(word, c -> switch (c) {
                case 'a' -> pick(random, "4", "@").charAt(0);
                case 'e' -> '3';
                case 'i', 'l' -> '1';
                case 'o' -> '0';
                case 's' -> pick(random, "5", "$").charAt(0);
                case 't' -> '7';
                default -> c;
            });
        }
    },
    NOISE {
        @Override
        String of(String word, Random random) {
            return word.chars().allMatch(c -> c < 0x80) ? word : between(word, pick(random, "1", "a", "@", "2x"));
        }
    };

    abstract String of(String word, Random random);

    private static String pick(Random random, String... these) {
        return these[random.nextInt(these.length)];
    }

    private static String between(String word, String sign) {
        var spread = new StringBuilder();
        word.codePoints()
                .forEach(c -> spread.append(spread.isEmpty() ? "" : sign).appendCodePoint(c));
        return spread.toString();
    }

    private static String each(String word, java.util.function.IntUnaryOperator change) {
        return word.codePoints()
                .map(change)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static final String INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    private static final String FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

    /// A word of Hangul as the letters that a keyboard gives before it joins them.
    private static String apart(String word) {
        var apart = new StringBuilder();
        for (int c : word.codePoints().toArray()) {
            if (c >= 0xAC00 && c <= 0xD7A3) {
                int index = c - 0xAC00;
                apart.append(INITIALS.charAt(index / 588));
                apart.append((char) ('ㅏ' + index / 28 % 21));
                if (index % 28 > 0) {
                    apart.append(FINALS.charAt(index % 28 - 1));
                }
            } else {
                apart.appendCodePoint(c);
            }
        }
        return apart.toString();
    }
}
