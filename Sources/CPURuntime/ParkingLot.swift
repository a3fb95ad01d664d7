import Glibc

/// Where workers and the caller of a job sleep: one mutex, one condition for each side.
final class ParkingLot: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let work = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let done = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(work, nil)
    pthread_cond_init(done, nil)
  }

  deinit {
    pthread_cond_destroy(done)
    pthread_cond_destroy(work)
    pthread_mutex_destroy(mutex)
    done.deallocate()
    work.deallocate()
    mutex.deallocate()
  }

  /// Sleeps while `idle` is true; it is asked again after each `wakeWorkers`.
  func workerSleeps(while idle: () -> Bool) { sleep(on: work, while: idle) }

  /// Sleeps while `pending` is true; it is asked again after each `wakeCaller`.
  func callerSleeps(while pending: () -> Bool) { sleep(on: done, while: pending) }

  /// Wakes every worker. What they wait for must be visible before the call.
  func wakeWorkers() { wake(work) }

  /// Wakes the caller. What it waits for must be visible before the call.
  func wakeCaller() { wake(done) }

  private func sleep(on condition: UnsafeMutablePointer<pthread_cond_t>, while holds: () -> Bool) {
    pthread_mutex_lock(mutex)
    while holds() { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
  }

  private func wake(_ condition: UnsafeMutablePointer<pthread_cond_t>) {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
}
