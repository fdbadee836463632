extension HealthText {
  func english(_ face: Face) -> String {
    switch self {
    case .verdict(let verdict, let since): "\(verdict) since \(since)"
    case .verdictFor(let verdict, let since, let time): "\(verdict) since \(since) (\(time.english(face)))"
    case .read(let rate): "in \(rate.english(face))"
    case .written(let rate): "out \(rate.english(face))"
    case .waiting(let count): "\(count.english(face)) waiting"
    case .eventTimeLag(let time): "event time \(time.english(face)) behind"
    case .idle(let time): "last message \(time.english(face))"
    case .busy(let share): "busy \(share.english(face))"
    case .backpressured(let share): "backpressured \(share.english(face))"
    case .parallelism(let count): "parallelism \(count)"
    case .parallelismOf(let count, let partitions): "parallelism \(count) for \(counted(partitions, "partition"))"
    case .completed(let count): "\(count) completed"
    case .failed(let count): "\(count) failed"
    case .inProgress(let count): "\(count) in progress"
    case .lastCompleted(let time): "newest \(time.english(face))"
    case .took(let time): "took \(time.english(face))"
    case .restartsInWindow(let count, let time): "\(count) in \(time.english(face))"
    case .exception(let text, let time): "\(text) (\(time))"
    case .recommendation(let parallelism, let reason): "parallelism \(parallelism): \(reason)"
    case .unknown: "unknown"
    }
  }
}
