#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Cleans up after this process however it ends, `kill -9` included: a shell of its own session that reads from a pipe
/// what is to be killed and removed, and does so when the pipe ends.
final class Janitor: Sendable {
  private static let script = """
    while read -r what arg; do
      case $what in
        process) pids="$pids $arg " ;;
        directory) dirs="$dirs $arg" ;;
        ended) pids=$(printf '%s' "$pids" | sed "s/ $arg //") ;;
      esac
    done
    for pid in $pids; do kill -QUIT "$pid" 2>/dev/null; done
    for pid in $pids; do
      for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
      kill -KILL "$pid" 2>/dev/null
    done
    [ -z "$dirs" ] || rm -rf $dirs
    """

  private let process: ChildProcess
  private let writeEnd: Int32

  init() throws(SandboxError) {
    let pipe = try Pipe()
    let null = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer {
      close(null)
      close(pipe.readEnd)
    }
    process = try ChildProcess(
      ["/bin/sh", "-c", Janitor.script], environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"],
      streams: .init(input: pipe.readEnd, output: null, error: null), hasOwnSession: true)
    writeEnd = pipe.writeEnd
  }

  /// Starts a program that does not outlive this process: it reports itself before it becomes the program, so that there
  /// is no moment at which it runs unwatched.
  func spawn(
    _ arguments: [String], environment: [String: String], streams: ChildProcess.Streams
  ) throws(SandboxError) -> ChildProcess {
    var streams = streams
    streams.extra = writeEnd
    let program = try ChildProcess.find(arguments.first ?? "", in: environment["PATH"] ?? "")
    return try ChildProcess(
      ["/bin/sh", "-c", "echo \"process $$\" >&3; exec \"$@\" 3>&-", "sh", program] + arguments.dropFirst(),
      environment: environment, streams: streams)
  }

  /// Kills the process when this one is gone.
  func watch(process id: pid_t) { tell("process \(id)") }

  /// Leaves the process alone, which has ended.
  func forget(process id: pid_t) { tell("ended \(id)") }

  /// Removes the directory when this process is gone.
  func watch(directory: String) { tell("directory \(directory)") }

  private func tell(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(writeEnd, bytes, bytes.count)
  }

  /// Cleans up now, and waits until it is done.
  ///
  /// Blocks.
  func finish() {
    close(writeEnd)
    _ = process.wait()
  }
}
