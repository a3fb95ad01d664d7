// Swift has no word for a prefetch. These become one instruction each, never read or write, and may be given any address.

/// Asks for the cache line of `address` in the second cache, to be read.
static inline void dvae_prefetch(const void *address) { __builtin_prefetch(address, 0, 2); }

/// Asks for the cache line of `address` as this processor's own, to be written.
static inline void dvae_prefetch_to_write(const void *address) { __builtin_prefetch(address, 1, 3); }
