import JSONCoding

// The whole state as one document: to be inspected, and to survive a restart.

extension Platform {
  var document: JSON {
    func table(_ entries: [String: JSONObject]) -> JSON {
      .object(JSONObject(entries.sorted { $0.key < $1.key }.map { ($0.key, .object($0.value)) }))
    }
    let tickets = JSONObject(
      self.tickets.sorted { $0.key < $1.key }.map { id, ticket in
        let fields: JSON = [
          "draftId": .string(ticket.draftID), "target": ticket.target, "dueAt": .optional(ticket.dueAt),
          "failure": .optional(ticket.problem?.message), "result": ticket.result ?? .null,
        ]
        return (id, fields)
      })
    let transitions = JSONObject(
      self.transitions.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { id, list in
        let entries = list.map { transition -> JSON in
          [
            "dueAt": .int(transition.dueAt), "state": .string(transition.state),
            "failure": .optional(transition.failure), "savepointId": .optional(transition.savepointID),
          ]
        }
        return (id, .array(entries))
      })
    let variables = JSONObject(
      self.variables.sorted { $0.key < $1.key }.map { name, variable in
        let fields: JSON = [
          "value": .string(variable.value), "isEncrypted": .bool(variable.isEncrypted),
          "description": .string(variable.description),
        ]
        return (name, fields)
      })
    return [
      "drafts": table(drafts), "tickets": .object(tickets), "deployments": table(deployments), "jobs": table(jobs),
      "transitions": .object(transitions), "savepoints": table(savepoints), "order": .array(order.map(JSON.string)),
      "hotUpdates": table(hotUpdates), "events": .array(events.map(JSON.object)),
      "variables": .object(variables),
    ]
  }

  mutating func restore(_ document: JSON) {
    func table(_ key: String) -> [String: JSONObject] {
      let members = document[key]?.object?.members ?? []
      return Dictionary(members.compactMap { member in member.value.object.map { (member.key, $0) } }) { $1 }
    }
    drafts = table("drafts")
    deployments = table("deployments")
    jobs = table("jobs")
    savepoints = table("savepoints")
    hotUpdates = table("hotUpdates")
    events = document["events"]?.array?.compactMap(\.object) ?? []
    order = document["order"]?.array?.compactMap(\.string) ?? []
    // Those of the configuration are about this run.
    for (name, fields) in table("variables") where variables[name] == nil {
      variables[name] = Variable(
        value: fields["value"]?.string ?? "", isEncrypted: fields["isEncrypted"]?.bool ?? true,
        description: fields["description"]?.string ?? "")
    }
    for (id, fields) in table("tickets") {
      tickets[id] = Ticket(
        draftID: fields["draftId"]?.string ?? "", target: fields["target"] ?? .null, dueAt: fields["dueAt"]?.int,
        problem: fields["failure"]?.string.map { SQLError($0) },
        result: fields["result"].flatMap { $0.isNull ? nil : $0 })
    }
    openTickets = Set(tickets.filter { $0.value.result == nil }.keys)
    for (id, job) in jobs.sorted(by: { ($0.value["startTime"]?.int ?? 0) < ($1.value["startTime"]?.int ?? 0) }) {
      jobsByDeployment[job["deploymentId"]?.string ?? "", default: []].append(id)
    }
    for member in document["transitions"]?.object?.members ?? [] {
      transitions[member.key] = (member.value.array ?? []).map { entry in
        Transition(
          dueAt: entry["dueAt"]?.int ?? 0, state: entry["state"]?.string ?? "", failure: entry["failure"]?.string,
          savepointID: entry["savepointId"]?.string)
      }
    }
  }
}
