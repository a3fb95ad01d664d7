import Glibc

/// Where workers and the caller of a job sleep: one mutex, one condition for each side.
@safe final class ParkingLot: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let work = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let done = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(work, nil)
    unsafe pthread_cond_init(done, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(done)
    unsafe pthread_cond_destroy(work)
    unsafe pthread_mutex_destroy(mutex)
    unsafe done.deallocate()
    unsafe work.deallocate()
    unsafe mutex.deallocate()
  }

  /// Sleeps while `idle` is true; it is asked again after each `wakeWorkers`.
  func workerSleeps(while idle: () -> Bool) { unsafe sleep(on: work, while: idle) }

  /// Sleeps while `pending` is true; it is asked again after each `wakeCaller`.
  func callerSleeps(while pending: () -> Bool) { unsafe sleep(on: done, while: pending) }

  /// Wakes every worker. What they wait for must be visible before the call.
  func wakeWorkers() { unsafe wake(work) }

  /// Wakes the caller. What it waits for must be visible before the call.
  func wakeCaller() { unsafe wake(done) }

  private func sleep(on condition: UnsafeMutablePointer<pthread_cond_t>, while holds: () -> Bool) {
    unsafe pthread_mutex_lock(mutex)
    while holds() { unsafe pthread_cond_wait(condition, mutex) }
    unsafe pthread_mutex_unlock(mutex)
  }

  private func wake(_ condition: UnsafeMutablePointer<pthread_cond_t>) {
    unsafe pthread_mutex_lock(mutex)
    unsafe pthread_cond_broadcast(condition)
    unsafe pthread_mutex_unlock(mutex)
  }
}
