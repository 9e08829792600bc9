// Included before every C++ source of llama.cpp that `make setup` and `make native` compile.
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

// On processors with AVX512-FP16 llama.cpp adds up the values of flash attention 128 numbers at a time, and what is left
// over one by one: heads of 64 numbers (Qwen2.5 0.5B, SmolLM2, Llama 3.2 1B) are left over whole, and a long text is
// written at half the speed. 64 at a time serve heads of either size. The file is in sight of the sources it is for alone.

#if defined(__cplusplus) && defined(__AVX512FP16__) && __has_include("simd-mappings.h")
#include "simd-mappings.h"
#undef GGML_F16_STEP
#define GGML_F16_STEP 64
#endif
