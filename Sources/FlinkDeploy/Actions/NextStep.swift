import JobHealth
import PipelineTypes

/// What to do after a result.
enum NextStep: Sendable, Equatable {
  /// Wait for the job record: the operation continues.
  case awaitRecord(Int)
  /// Wait for the job.
  case awaitJob(String)
  /// Check the job that replaces this one.
  case checkSuccessor(jobID: String)
  /// Check the running job, or stop it.
  case checkOrStop(jobID: String)
  /// Check the running job.
  case check(jobID: String)
  /// Start the deployment.
  case start(deploymentID: String)
  /// Start the deployment from another state than the latest: from this savepoint, or without state if it is nil.
  case startFrom(savepointID: String?, deploymentID: String)
  /// Start the deployment from its latest state.
  case resume(deploymentID: String)
  /// Update after a dry run.
  case update
  /// Deploy after a dry run.
  case deploy
  /// Correct what would stop the job, then deploy.
  case correctThenDeploy
  /// Deploy again what was deleted.
  case deployAgain
  /// Wait for the pipelines of a batch that are in progress.
  case awaitBatch
  /// Apply the plan of a batch.
  case applyPlan

  // By the verdict on a running job
  /// Declare the column with another type: the job cannot read a message. The failure may name neither field nor message.
  case declareColumn(field: String?, MessagePlace?, deploymentID: String)
  /// Correct the producer of a message that is not JSON, or start after the message.
  case skipMessage(MessagePlace?, deploymentID: String)
  /// Remove the cause of the failures, which the health names.
  case fixFailures(deploymentID: String)
  /// Check the connections and the table; nil if the table is not known.
  case checkTable(TableName?)
  /// Run the deployment with this parallelism.
  case changeParallelism(Int, deploymentID: String)
  /// Add partitions: the job has a subtask for each already.
  case addPartitions(deploymentID: String)
  /// Check the load of the table and the resources of the job.
  case checkLoad(deploymentID: String)
  /// Watch the job for some seconds, because a verdict needs a second reading.
  case observe(jobID: String)
  /// Allow an API call that the health needs.
  case allow(operation: String, jobID: String)
  /// Check whether Flink answers.
  case checkFlink(jobID: String)
  /// Check that the topic exists: the source has found no partition.
  case checkTopic
}
