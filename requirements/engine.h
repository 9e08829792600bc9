// Included before every source of llama.cpp that `make setup` compiles.
//
// GCC before 11.5, 12.4, 13.3 and 14 (its bug 114098) believes that ldtilecfg reads 8 of the 64 bytes it is given, and
// leaves the others unwritten: the first product on a processor with Intel's AMX ends the process (llama.cpp's issue
// 20824). To tell it that all of them are read is enough.

#if defined(__cplusplus) && defined(__AMX_TILE__) && defined(__GNUC__) && !defined(__clang__)
#include <immintrin.h>

static inline const void *wholly_written(const void *config) {
    __asm__ volatile("" : : "r"(config) : "memory");
    return config;
}
#define _tile_loadconfig(config) _tile_loadconfig(wholly_written(config))
#endif
