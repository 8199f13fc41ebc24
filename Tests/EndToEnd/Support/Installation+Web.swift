import Linux
import Model

/// An answer as curl saw it.
struct WebAnswer: Equatable {
    var status: Int
    var body: String
    /// Lower-case names.
    var headers: [String: String]
    /// Why there was none.
    var complaint: String
}

extension Installation {
    /// A page of a host, through the router. Nothing is looked up: every name is on this machine.
    ///
    /// - Parameter authority: HTTPS, with this file of CA certificates; nil: plain HTTP.
    func fetch(_ host: String, _ path: String = "/", trusting authority: String? = nil, _ options: [String] = []) throws -> WebAnswer {
        let port = authority == nil ? httpPort : httpsPort
        let url = "\(authority == nil ? "http" : "https")://\(host):\(port)\(path)"
        let outcome = try Command(
            "/usr/bin/curl",
            ["-sS", "-i", "-m", "30", "--resolve", "\(host):\(port):127.0.0.1", url] + (authority.map { ["--cacert", $0] } ?? []) + options
        ).run()
        guard outcome.status.isSuccess else { return WebAnswer(status: 0, body: "", headers: [:], complaint: outcome.text) }
        return Self.answer(outcome.text)
    }

    private static func answer(_ text: String) -> WebAnswer {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = (parts.first ?? "").split(separator: "\r\n")
        let status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
        let headers = lines.dropFirst().compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), String(line[line.index(after: colon)...]).trimmed)
        }
        return WebAnswer(
            status: status,
            body: parts.count > 1 ? String(parts[1]) : "",
            headers: Dictionary(headers, uniquingKeysWith: { first, _ in first }),
            complaint: ""
        )
    }
}
