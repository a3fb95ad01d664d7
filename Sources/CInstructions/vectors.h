// Instructions on sixteen floats that Swift has no word for, at any addresses. They are in AVX-512 alone.

#ifdef __AVX512F__
typedef float dvae_floats __attribute__((vector_size(64), aligned(4), may_alias));
typedef int dvae_ints __attribute__((vector_size(64), aligned(4), may_alias));

/// `to[i] = from[index[i] % 16]`.
static inline __attribute__((always_inline)) void dvae_permute(const float *from, const int *index, float *to) {
  *(dvae_floats *)to = __builtin_ia32_permvarsf512(*(const dvae_floats *)from, *(const dvae_ints *)index);
}

/// `to[i] = from[index[i] % 16]`, 0 for an element whose bit of `present` is 0: it is not read.
static inline __attribute__((always_inline)) void dvae_permute_present(
    const float *from, unsigned short present, const int *index, float *to) {
  const dvae_floats a = __builtin_ia32_loadups512_mask(from, (dvae_floats){0}, present);
  *(dvae_floats *)to = __builtin_ia32_permvarsf512(a, *(const dvae_ints *)index);
}

/// `to[i] = x[i] 2^n[i]`, rounded once, for whole n of any size.
static inline __attribute__((always_inline)) void dvae_scale(const float *x, const float *n, float *to) {
  const dvae_floats a = *(const dvae_floats *)x;
  *(dvae_floats *)to = __builtin_ia32_scalefps512_mask(a, *(const dvae_floats *)n, a, 0xFFFF, 4);
}
#endif
