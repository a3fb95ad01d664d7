#if AVX512
  import CInstructions

  /// Lane i is `from[index[i] % 16]`.
  @inline(always)
  func permuted(_ from: UnsafePointer<Float>, _ index: BitVector) -> Vector {
    var (index, result) = (index, Vector(repeating: 0))
    withUnsafeMutablePointer(to: &index) { index in
      withUnsafeMutablePointer(to: &result) { result in
        dvae_permute(from, UnsafeRawPointer(index).assumingMemoryBound(to: Int32.self), lanes(result))
      }
    }
    return result
  }

  /// Lane i is `from[index[i] % 16]`, of which the first `count` elements are read and the others are 0.
  @inline(always)
  func permuted(_ from: UnsafePointer<Float>, _ count: Int, _ index: BitVector) -> Vector {
    let present = UInt16(truncatingIfNeeded: (1 << count) &- 1)
    var (index, result) = (index, Vector(repeating: 0))
    withUnsafeMutablePointer(to: &index) { index in
      withUnsafeMutablePointer(to: &result) { result in
        dvae_permute_present(from, present, UnsafeRawPointer(index).assumingMemoryBound(to: Int32.self), lanes(result))
      }
    }
    return result
  }

  /// x 2^n, rounded once, for whole n.
  @inline(always)
  func scaled(_ x: Vector, _ n: Vector) -> Vector {
    var (x, n, result) = (x, n, Vector(repeating: 0))
    withUnsafeMutablePointer(to: &x) { x in
      withUnsafeMutablePointer(to: &n) { n in
        withUnsafeMutablePointer(to: &result) { result in dvae_scale(lanes(x), lanes(n), lanes(result)) }
      }
    }
    return result
  }

  @inline(always)
  private func lanes(_ x: UnsafeMutablePointer<Vector>) -> UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer(x).assumingMemoryBound(to: Float.self)
  }
#endif
