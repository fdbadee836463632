import JSONCoding

extension Platform {
  /// Brings the parallelism of a job to that of its deployment, without a restart.
  mutating func hotUpdate(_ id: String, _ now: Int) throws(BusinessError) -> JSON {
    let job = try job(id)
    guard state(ofJob: id) == "RUNNING" else { throw .conflict("The job is \(state(ofJob: id))") }
    let deployment = try deployment(job["deploymentId"]?.string ?? "")
    let target = deployment["streamingResourceSetting"]?["basicResourceSetting"]
    let parallelism = target?["parallelism"]?.int ?? 1
    let updateID = Platform.makeID()
    hotUpdates[updateID] = [
      "jobHotUpdateId": .string(updateID), "jobId": .string(id), "status": ["status": "HOT_UPDATING"],
      "targetResourceSetting": target ?? .null,
      "hotUpdateParams": [
        "rescaleJobParam": ["jobParallelism": .int(parallelism)],
        "updateJobConfigParam": ["newFlinkConf": deployment["flinkConf"] ?? [:]],
      ],
    ]
    let isOther = ["artifact", "flinkConf"].contains { key in
      (deployment[key] ?? .null).canonicalText != (job[key] ?? .null).canonicalText
    }
    if isOther {
      finishHotUpdate(updateID, problem: "Only the parallelism can be changed while the job runs", now)
    } else if runsJobs {
      commands.append(.rescale(updateID: updateID, jobID: id, parallelism: parallelism))
    } else {
      finishHotUpdate(updateID, problem: nil, now)
    }
    return .object(hotUpdates[updateID] ?? [:])
  }

  /// Records how a hot update ended.
  mutating func finishHotUpdate(_ id: String, problem: String?, _ now: Int) {
    guard let jobID = hotUpdates[id]?["jobId"]?.string else { return }
    if let problem {
      hotUpdates[id]?["status"] = [
        "status": "FAILED",
        "failure": ["failureSeverity": "LOW", "reason": "HOT_UPDATE_FAILED", "message": .string(problem)],
      ]
      return
    }
    hotUpdates[id]?["status"] = ["status": "HOT_UPDATED"]
    let deploymentID = jobs[jobID]?["deploymentId"]?.string ?? ""
    jobs[jobID]?["streamingResourceSetting"] = deployments[deploymentID]?["streamingResourceSetting"] ?? .null
    record("JOB_IS_HOT_UPDATED", "The job has its new resources", job: jobID, now)
  }
}
