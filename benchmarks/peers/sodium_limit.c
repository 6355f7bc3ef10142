/* The limit: libsodium's ristretto255 on one core with nothing around it. Prints microseconds an element.
   cc -O2 sodium_limit.c -l:libsodium.so.23; the system's library needs no headers for this. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int sodium_init(void);
void randombytes_buf(void *, size_t);
int crypto_core_ristretto255_from_hash(unsigned char *, const unsigned char *);
void crypto_core_ristretto255_scalar_random(unsigned char *);
int crypto_scalarmult_ristretto255(unsigned char *, const unsigned char *, const unsigned char *);

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 10000;
    unsigned char *uniform = malloc(64 * count), *elements = malloc(32 * count), *out = malloc(32 * count), key[32];
    if (sodium_init() < 0) return 1;
    randombytes_buf(uniform, 64 * count);
    crypto_core_ristretto255_scalar_random(key);
    double start = seconds();
    for (int at = 0; at < count; at++) crypto_core_ristretto255_from_hash(elements + 32 * at, uniform + 64 * at);
    double hashed = seconds();
    for (int at = 0; at < count; at++)
        if (crypto_scalarmult_ristretto255(out + 32 * at, key, elements + 32 * at)) return 1;
    double multiplied = seconds();
    printf("{\"hash\": %.3f, \"multiply\": %.3f}\n", 1e6 * (hashed - start) / count, 1e6 * (multiplied - hashed) / count);
    return 0;
}
