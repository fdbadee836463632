extension Failure {
  /// The message and the remedy as sentences.
  func text(_ voice: Voice) -> String {
    let (end, space) = voice.language == .english ? (".", " ") : ("。", "")
    let sentences = [problem.text(voice), remedy.text(voice)].filter { !$0.isEmpty }
    return sentences.map { $0.hasSuffix(end) ? $0 : $0 + end }.joined(separator: space)
  }
}
