@testable import Router

/// A form of request, and whether it is taken or refused; `docs/router-strictness.md` shows the same table for other proxies.
struct RequestForm: Sendable, CustomStringConvertible {
    enum Fate: Sendable, Equatable {
        case taken
        case refused(Refusal)
        /// The head is well-formed, its body is not.
        case badBody
    }

    let name: String
    /// Of RFC 9112, unless it says another; `limit`: ours, after Heroku's.
    let section: String
    let text: String
    let fate: Fate

    var description: String { name }

    init(_ name: String, _ section: String, _ text: String, _ fate: Fate = .taken) {
        (self.name, self.section, self.text, self.fate) = (name, section, text, fate)
    }

    init(_ name: String, _ section: String, _ text: String, _ refusal: Refusal) {
        self.init(name, section, text, .refused(refusal))
    }

    /// With a request line of its own and a good Host.
    static func line(_ line: String) -> String { "\(line)\r\nHost: a.test\r\n\r\n" }
    /// With headers of its own, each ended by CR LF, after a good Host.
    static func get(_ headers: String) -> String { "GET / HTTP/1.1\r\nHost: a.test\r\n\(headers)\r\n" }
    static func post(_ headers: String, _ body: String = "") -> String {
        "POST / HTTP/1.1\r\nHost: a.test\r\n\(headers)\r\n\(body)"
    }
    static func chunked(_ body: String) -> String { post("Transfer-Encoding: chunked\r\n", body) }
    static func long(_ count: Int) -> String { String(repeating: "a", count: count) }

    static let all = lines + targets + hosts + headers + framings + chunks + limits
}
