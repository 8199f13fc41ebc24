import Model

extension OutgoingRule {
    /// Refuses an address of this machine or of a local network, and `localhost`, where somebody writes it down. What other names
    /// stand for is asked when they are connected to.
    ///
    /// - Parameter configuration: where that can be allowed.
    package static func check(_ url: DrainURL, allowed: [NetworkAllowance], configuration: String) throws(Failure) {
        let isOwnName = url.host == "localhost" || url.host.hasSuffix(".localhost")
        let addresses = (isOwnName ? ["127.0.0.1", "::1"] : [url.host]).compactMap { IPAddress($0) }
        let rule = OutgoingRule(own: [], allowed: allowed)
        guard let first = addresses.first, !addresses.contains(where: { rule.permits($0, port: url.port) }) else { return }
        let place = first.isIPv6 ? "[\(first.text)]:\(url.port)" : "\(first.text):\(url.port)"
        let isSecret = !OutgoingRule(own: [], allowed: [allowance(place)].compactMap(\.self)).permits(first, port: url.port)
        throw Failure(
            .refused,
            "\(url.host) is on this machine or its network, and nothing is sent there",
            hint: isSecret
                ? "nobody gets there: clouds keep a machine's secrets in such places"
                : "whoever looks after the machine names it in \(configuration) and restarts renga-runner:\noutgoing: {allow: [\"\(place)\"]}"
        )
    }

    /// nil: it cannot be allowed.
    private static func allowance(_ text: String) -> NetworkAllowance? { try? NetworkAllowance(text) }
}
