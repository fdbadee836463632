#if KafkaSampling
  import CRdKafka

  /// Why the connections of a client failed, in its own words.
  ///
  /// A call that fails only says that no broker can be reached.
  final class ConnectionErrors {
    /// The reason that says most; nil if the client has reported none.
    private(set) var reason: String?
    private var isRefusal = false

    /// Has the client of a configuration report to this object, which must outlive the client.
    ///
    /// The client only reports in a call of `rd_kafka_consumer_poll`.
    func observe(_ conf: OpaquePointer?) {
      rd_kafka_conf_set_opaque(conf, Unmanaged.passUnretained(self).toOpaque())
      rd_kafka_conf_set_error_cb(conf) { _, code, text, opaque in
        guard let text, let opaque else { return }
        let errors = Unmanaged<ConnectionErrors>.fromOpaque(opaque).takeUnretainedValue()
        errors.add(rd_kafka_resp_err_t(rawValue: code), String(cString: text))
      }
    }

    private func add(_ code: rd_kafka_resp_err_t, _ text: String) {
      // Another broker can be down for another reason. A refused log-in or certificate is what the user must know.
      let isRefusal = code == RD_KAFKA_RESP_ERR__AUTHENTICATION || code == RD_KAFKA_RESP_ERR__SSL
      guard code != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, reason == nil || isRefusal && !self.isRefusal else { return }
      self.isRefusal = isRefusal
      // The end says how long the client tried, which differs each time.
      reason = text.firstRange(of: " (after ").map { String(text[..<$0.lowerBound]) } ?? text
    }
  }
#endif
