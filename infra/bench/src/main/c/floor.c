/* The floor: the least that a program must do to send a room's frames to many WebSocket viewers.
 *
 * One thread, epoll, one write of one whole pre-framed text frame for each viewer and frame. It speaks as much of the
 * protocol as a viewer needs: the handshake, `hello`, `join`, `ping`. Its flood begins half a second after the last of
 * the expected viewers has joined, and has one frame of `events` messages each `interval` microseconds. A viewer whose
 * socket is full keeps the rest of one frame, and misses whole frames until that is gone.
 *
 * usage: floor port viewers events event-bytes interval-micros seconds
 * Standard output: `ready PORT`, then `generated MESSAGES FRAMES SKIPPED` when the flood has ended. It ends when its
 * standard input does. Listens on 127.0.0.1 only. For measuring, not for serving.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define INPUT_MAX 4096
#define FDS_MAX 65536
#define ROOM_MAX 64

struct viewer {
    int fd;
    int open;
    int joined;
    int used;
    char input[INPUT_MAX];
    char *rest;
    size_t rest_length;
    size_t rest_at;
};

static struct viewer *viewers[FDS_MAX];
static int joined_fds[FDS_MAX];
static int joined_count;
static int epoll;
static char room[ROOM_MAX] = "bench";
static long long messages;
static long long frames;
static long long skipped;
static int waiting;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static int64_t now_nanos(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* SHA-1 (RFC 3174) of a short text, for the handshake. */
static uint32_t rotate(uint32_t x, int n) {
    return x << n | x >> (32 - n);
}

static void sha1(const char *text, size_t length, uint8_t out[20]) {
    uint8_t block[128] = {0};
    uint32_t h[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    size_t total = length + 9 <= 64 ? 64 : 128;
    memcpy(block, text, length);
    block[length] = 0x80;
    for (int i = 0; i < 8; i++) {
        block[total - 1 - i] = (uint8_t) ((uint64_t) length * 8 >> (8 * i));
    }
    for (size_t from = 0; from < total; from += 64) {
        uint32_t w[80];
        for (int i = 0; i < 16; i++) {
            const uint8_t *b = block + from + 4 * i;
            w[i] = (uint32_t) b[0] << 24 | (uint32_t) b[1] << 16 | (uint32_t) b[2] << 8 | b[3];
        }
        for (int i = 16; i < 80; i++) {
            w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        }
        uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
        for (int i = 0; i < 80; i++) {
            uint32_t f, k;
            if (i < 20) {
                f = (b & c) | (~b & d);
                k = 0x5a827999;
            } else if (i < 40) {
                f = b ^ c ^ d;
                k = 0x6ed9eba1;
            } else if (i < 60) {
                f = (b & c) | (b & d) | (c & d);
                k = 0x8f1bbcdc;
            } else {
                f = b ^ c ^ d;
                k = 0xca62c1d6;
            }
            uint32_t t = rotate(a, 5) + f + e + k + w[i];
            e = d;
            d = c;
            c = rotate(b, 30);
            b = a;
            a = t;
        }
        h[0] += a;
        h[1] += b;
        h[2] += c;
        h[3] += d;
        h[4] += e;
    }
    for (int i = 0; i < 20; i++) {
        out[i] = (uint8_t) (h[i / 4] >> (24 - 8 * (i % 4)));
    }
}

static void base64(const uint8_t *in, int length, char *out) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < length; i += 3) {
        uint32_t v = (uint32_t) in[i] << 16 | (i + 1 < length ? in[i + 1] << 8 : 0) | (i + 2 < length ? in[i + 2] : 0);
        *out++ = digits[v >> 18 & 63];
        *out++ = digits[v >> 12 & 63];
        *out++ = i + 1 < length ? digits[v >> 6 & 63] : '=';
        *out++ = i + 2 < length ? digits[v & 63] : '=';
    }
    *out = 0;
}

static void leave(struct viewer *v) {
    for (int i = 0; v->joined && i < joined_count; i++) {
        if (joined_fds[i] == v->fd) {
            joined_fds[i] = joined_fds[--joined_count];
            break;
        }
    }
    waiting -= v->rest != NULL;
    viewers[v->fd] = NULL;
    close(v->fd);
    free(v->rest);
    free(v);
}

/* 0 where the viewer is gone. */
static int reply(struct viewer *v, const char *bytes, size_t length) {
    if (send(v->fd, bytes, length, MSG_NOSIGNAL) != (ssize_t) length) {
        leave(v);
        return 0;
    }
    return 1;
}

static int reply_frame(struct viewer *v, const char *json) {
    char frame[1024];
    size_t length = strlen(json);
    size_t header = length < 126 ? 2 : 4;
    frame[0] = (char) 0x81;
    if (header == 2) {
        frame[1] = (char) length;
    } else {
        frame[1] = 126;
        frame[2] = (char) (length >> 8);
        frame[3] = (char) length;
    }
    memcpy(frame + header, json, length);
    return reply(v, frame, header + length);
}

static int handshake(struct viewer *v) {
    v->input[v->used < INPUT_MAX ? v->used : INPUT_MAX - 1] = 0;
    char *end = strstr(v->input, "\r\n\r\n");
    if (end == NULL) {
        return 1;
    }
    char *key = strcasestr(v->input, "\r\nsec-websocket-key:");
    if (key == NULL || key > end) {
        leave(v);
        return 0;
    }
    key += 20;
    key += strspn(key, " ");
    char text[128], accept[32], answer[256];
    uint8_t digest[20];
    snprintf(text, sizeof text, "%.*s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", (int) strcspn(key, "\r \t") % 60, key);
    sha1(text, strlen(text), digest);
    base64(digest, 20, accept);
    int length = snprintf(answer, sizeof answer,
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: %s\r\nSec-WebSocket-Protocol: spate.v1\r\n\r\n", accept);
    v->used -= (int) (end + 4 - v->input);
    memmove(v->input, end + 4, (size_t) v->used);
    v->open = 1;
    return reply(v, answer, (size_t) length);
}

/* The digits or the plain word after a field's name; empty where there is none. */
static void field(const char *json, const char *name, char *out, size_t size) {
    const char *at = strstr(json, name);
    out[0] = 0;
    if (at != NULL) {
        at += strlen(name);
        at += strspn(at, ": \"");
        snprintf(out, size, "%.*s", (int) strcspn(at, "\",}"), at);
    }
}

static int text(struct viewer *v, const char *json) {
    char type[16], id[24], answer[512];
    field(json, "\"type\"", type, sizeof type);
    field(json, "\"id\"", id, sizeof id);
    if (strcmp(type, "hello") == 0) {
        snprintf(answer, sizeof answer,
                "{\"type\":\"welcome\",\"re\":%s,\"session\":\"floor\",\"viewer\":null,\"heartbeatSeconds\":3600,"
                "\"limits\":{}}", id);
        return reply_frame(v, answer);
    }
    if (strcmp(type, "join") == 0) {
        field(json, "\"room\"", room, sizeof room);
        snprintf(answer, sizeof answer,
                "{\"type\":\"joined\",\"re\":%s,\"room\":\"%s\",\"position\":\"floor000.%lld\",\"recovered\":false,"
                "\"history\":[],\"settings\":{},\"viewers\":%d,\"role\":\"viewer\",\"pinned\":null}",
                id, room, messages - 1, joined_count + 1);
        if (!reply_frame(v, answer)) {
            return 0;
        }
        if (!v->joined) {
            v->joined = 1;
            joined_fds[joined_count++] = v->fd;
        }
        return 1;
    }
    if (strcmp(type, "ping") == 0) {
        snprintf(answer, sizeof answer, "{\"type\":\"pong\",\"re\":%s}", id);
        return reply_frame(v, answer);
    }
    return 1;
}

/* Frames of a viewer: masked, short, final. Anything else ends the session. */
static void input(struct viewer *v) {
    ssize_t n = recv(v->fd, v->input + v->used, (size_t) (INPUT_MAX - 1 - v->used), 0);
    if (n <= 0) {
        if (n == 0 || errno != EAGAIN) {
            leave(v);
        }
        return;
    }
    v->used += (int) n;
    if (!v->open && (!handshake(v) || !v->open)) {
        return;
    }
    while (v->used >= 6) {
        uint8_t *b = (uint8_t *) v->input;
        int length = b[1] & 127;
        int header = 2;
        if (length == 126 && v->used >= 8) {
            length = b[2] << 8 | b[3];
            header = 4;
        }
        if ((b[1] & 128) == 0 || (b[0] & 15) == 8 || length >= 127 * 16) {
            leave(v);
            return;
        }
        int total = header + 4 + length;
        if (v->used < total) {
            return;
        }
        char json[127 * 16 + 1];
        for (int i = 0; i < length; i++) {
            json[i] = (char) (b[header + 4 + i] ^ b[header + i % 4]);
        }
        json[length] = 0;
        int opcode = b[0] & 15;
        v->used -= total;
        memmove(v->input, v->input + total, (size_t) v->used);
        if (opcode == 1 && !text(v, json)) {
            return;
        }
    }
}

static void accept_all(int listener) {
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        if (fd < 0) {
            return;
        }
        if (fd >= FDS_MAX) {
            close(fd);
            continue;
        }
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        struct viewer *v = calloc(1, sizeof *v);
        if (v == NULL) {
            fail("calloc");
        }
        v->fd = fd;
        viewers[fd] = v;
        struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) {
            fail("epoll_ctl");
        }
    }
}

/* Makes the next frame: header, chain of positions, `events` messages of `bytes` bytes each. */
static size_t make(char *out, size_t size, int events, int bytes) {
    char *payload = out + 10;
    size_t room_left = size - 10;
    int at = snprintf(payload, room_left,
            "{\"type\":\"events\",\"room\":\"%s\",\"prev\":\"floor000.%lld\",\"position\":\"floor000.%lld\",\"events\":[",
            room, messages - 1, messages + events - 1);
    for (int i = 0; i < events; i++) {
        int start = at;
        at += snprintf(payload + at, room_left - (size_t) at,
                "{\"type\":\"message\",\"id\":\"%022lld\",\"at\":1790000000000,\"by\":{\"id\":\"floor\",\"name\":\"floor\","
                "\"role\":\"viewer\",\"color\":\"#2f7fd1\",\"badges\":[]},\"text\":\"", messages + i);
        while (at - start < bytes - 2) {
            payload[at] = (char) ('a' + at % 26);
            at++;
        }
        memcpy(payload + at, "\"},", 3);
        at += 3;
    }
    payload[at - 1] = ']';
    payload[at++] = '}';
    int header = at < 126 ? 2 : at < 65536 ? 4 : 10;
    uint8_t *h = (uint8_t *) payload - header;
    h[0] = 0x81;
    if (header == 2) {
        h[1] = (uint8_t) at;
    } else if (header == 4) {
        h[1] = 126;
        h[2] = (uint8_t) (at >> 8);
        h[3] = (uint8_t) at;
    } else {
        h[1] = 127;
        for (int i = 0; i < 8; i++) {
            h[2 + i] = (uint8_t) ((uint64_t) at >> (56 - 8 * i));
        }
    }
    memmove(out, h, (size_t) (header + at));
    messages += events;
    frames++;
    return (size_t) (header + at);
}

/* Sends what is left of an earlier frame; 1 where nothing is left, -1 where the viewer is gone. */
static int send_rest(struct viewer *v) {
    ssize_t n = send(v->fd, v->rest + v->rest_at, v->rest_length - v->rest_at, MSG_NOSIGNAL);
    if (n < 0) {
        if (errno == EAGAIN) {
            return 0;
        }
        leave(v);
        return -1;
    }
    v->rest_at += (size_t) n;
    if (v->rest_at < v->rest_length) {
        return 0;
    }
    free(v->rest);
    v->rest = NULL;
    waiting--;
    return 1;
}

static void send_all(const char *frame, size_t length) {
    /* Backwards: a viewer that leaves is replaced by one that was already served. */
    for (int i = joined_count - 1; i >= 0; i--) {
        struct viewer *v = viewers[joined_fds[i]];
        if (v->rest != NULL) {
            int sent = send_rest(v);
            if (sent <= 0) {
                skipped += sent == 0;
                continue;
            }
        }
        ssize_t n = send(v->fd, frame, length, MSG_NOSIGNAL);
        if (n == (ssize_t) length) {
            continue;
        }
        if (n < 0) {
            if (errno == EAGAIN) {
                skipped++;
            } else {
                leave(v);
            }
            continue;
        }
        v->rest = malloc(length - (size_t) n);
        if (v->rest == NULL) {
            fail("malloc");
        }
        memcpy(v->rest, frame + n, length - (size_t) n);
        v->rest_length = length - (size_t) n;
        v->rest_at = 0;
        waiting++;
    }
}

static int listen_on(int port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t) port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (listener < 0 || bind(listener, (struct sockaddr *) &address, length) < 0 || listen(listener, 4096) < 0
            || getsockname(listener, (struct sockaddr *) &address, &length) < 0) {
        fail("listen");
    }
    printf("ready %d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

int main(int count, char **arguments) {
    if (count != 7) {
        fprintf(stderr, "usage: floor port viewers events event-bytes interval-micros seconds\n");
        return 2;
    }
    int expected = atoi(arguments[2]);
    int events = atoi(arguments[3]);
    int bytes = atoi(arguments[4]);
    int64_t interval = (int64_t) (atof(arguments[5]) * 1000);
    int64_t duration = (int64_t) (atof(arguments[6]) * 1e9);
    if (expected < 1 || events < 1 || bytes < 1 || bytes > 65536 || interval < 1000) {
        fprintf(stderr, "floor: an argument is out of range\n");
        return 2;
    }
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    size_t size = (size_t) events * (size_t) (bytes + 256) + 1024;
    char *frame = malloc(size);
    epoll = epoll_create1(0);
    int listener = listen_on(atoi(arguments[1]));
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    event.data.fd = STDIN_FILENO;
    if (frame == NULL || epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO, &event) < 0) {
        fail("epoll");
    }
    int64_t due = 0, end = 0;
    int is_over = 0;
    struct epoll_event ready[256];
    for (;;) {
        int64_t now = now_nanos();
        if (due == 0 && joined_count >= expected) {
            due = now + 500000000LL;
            end = due + duration;
        }
        while (due != 0 && !is_over && now >= due) {
            send_all(frame, make(frame, size, events, bytes));
            due += interval;
            is_over = due >= end;
            now = now_nanos();
        }
        for (int i = joined_count - 1; is_over && waiting > 0 && i >= 0; i--) {
            if (viewers[joined_fds[i]]->rest != NULL) {
                send_rest(viewers[joined_fds[i]]);
            }
        }
        if (is_over && waiting == 0 && end != 0) {
            printf("generated %lld %lld %lld\n", messages, frames, skipped);
            fflush(stdout);
            end = 0;
        }
        int64_t wait = due == 0 || (is_over && waiting == 0) ? 1000000000LL : is_over ? 1000000LL : due - now;
        struct timespec timeout = {wait < 0 ? 0 : wait / 1000000000LL, wait < 0 ? 0 : wait % 1000000000LL};
        int n = epoll_pwait2(epoll, ready, 256, &timeout, NULL);
        for (int i = 0; i < n; i++) {
            int fd = ready[i].data.fd;
            if (fd == listener) {
                accept_all(listener);
            } else if (fd == STDIN_FILENO) {
                char ignored[64];
                if (read(STDIN_FILENO, ignored, sizeof ignored) <= 0) {
                    return 0;
                }
            } else if (viewers[fd] != NULL) {
                input(viewers[fd]);
            }
        }
    }
}
