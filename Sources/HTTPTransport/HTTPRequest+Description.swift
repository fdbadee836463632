extension HTTPRequest: CustomStringConvertible, CustomReflectable {
  /// The method and the host, because everything else can contain credentials.
  public var description: String {
    let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    let authority = url[start...].prefix { !"/?#".contains($0) }
    let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    return "\(method) \(host)"
  }

  /// The same for a debugger or `dump`.
  public var customMirror: Mirror { Mirror(self, children: ["request": description]) }
}
