import JSONCoding

extension Platform {
  /// Carries out an operation on a variable of the namespace.
  mutating func performOnVariable(_ call: OperationCall, _ name: String) throws(BusinessError) -> OperationResult {
    switch call.name {
    case "ListVariables":
      return try OperationResult(variables.keys.sorted(), call.query) { shown(variable: $0) }
    case "CreateVariable":
      guard let name = call.body["name"]?.string, !name.isEmpty else { throw .invalid("name is required") }
      guard let value = call.body["value"]?.string else { throw .invalid("value is required") }
      if variables[name] != nil { throw .duplicateName(name) }
      variables[name] = Variable(
        value: value, isEncrypted: call.body["kind"]?.string != "Clear",
        description: call.body["description"]?.string ?? "")
      return OperationResult(shown(variable: name))
    case "UpdateVariable":
      guard var variable = variables[name] else { throw .notFound("Variable") }
      if let value = call.body["value"]?.string { variable.value = value }
      if let description = call.body["description"]?.string { variable.description = description }
      if let kind = call.body["kind"]?.string { variable.isEncrypted = kind != "Clear" }
      variables[name] = variable
      return OperationResult(shown(variable: name))
    case "DeleteVariable":
      guard variables.removeValue(forKey: name) != nil else { throw .notFound("Variable") }
      return OperationResult(nil)
    default: return try performOnAutopilot(call, name)
    }
  }

  /// The variable as the API shows it; the value of an encrypted one stays inside.
  private func shown(variable name: String) -> JSON {
    let variable = variables[name]
    let isEncrypted = variable?.isEncrypted ?? true
    return [
      "name": .string(name), "kind": isEncrypted ? "Encrypted" : "Clear",
      "value": .string(isEncrypted ? "" : variable?.value ?? ""), "description": .string(variable?.description ?? ""),
    ]
  }
}
