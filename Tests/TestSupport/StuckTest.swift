public import Testing

extension Trait where Self == TimeLimitTrait {
  /// Ends a test that hangs.
  ///
  /// A limit that no other test reaches: where tests wait for processors, one took 30 times as long as alone.
  public static var endsIfStuck: Self { .timeLimit(.minutes(20)) }
}
