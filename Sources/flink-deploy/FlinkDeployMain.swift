import ArgumentParser
import FlinkDeploy

@main
enum FlinkDeployMain {
  static func main() async { await FlinkDeployCommand.main() }
}
