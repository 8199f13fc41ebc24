// Plain requests to apps that want HTTPS.

extension Loop {
    /// The port of HTTPS that a plain request is sent to; nil: it is not plain, or there is no HTTPS to send it to.
    func securePort(_ exchange: Int32) -> Int? {
        switch exchanges[exchange].scheme {
        case .https: nil
        case .http: shared.securePort == 0 ? nil : Int(shared.securePort)
        // The proxy that the client spoke to is no less reachable by HTTPS than by HTTP.
        case .forwardedHTTP: 443
        }
    }

    /// 301 where the method stays the same anyway, else 308, which keeps method and body.
    func redirect(_ exchange: Int32, port: Int) {
        let isSafe = exchanges[exchange].head.starts(with: "GET ".utf8) || exchanges[exchange].isHead
        exchanges[exchange].status = isSafe ? 301 : 308
        answer(
            exchange,
            OwnAnswer(
                status: exchanges[exchange].status,
                reason: isSafe ? "Moved Permanently" : "Permanent Redirect",
                location: SecureLocation.text(host: exchanges[exchange].text.host, head: exchanges[exchange].head, port: port)
            )
        )
    }
}
